import Diagnostics
import Kustomization
import YAMLSyntax

/// The files and lines that gave an object its values.
struct ObjectOrigin {
  /// One line a file: the first place of the object in it, the file of the document first.
  let lines: [String]

  init(_ resource: Resource, _ sources: SourceMap) {
    var first: [SourceFileID: UInt32] = [:]
    var order: [SourceFileID] = []
    func note(_ span: SourceSpan?) {
      guard let span else { return }
      if let known = first[span.file] {
        first[span.file] = min(known, span.start)
      } else {
        first[span.file] = span.start
        order.append(span.file)
      }
    }
    func walk(_ node: YAMLNode) {
      switch node.content {
      case .scalar: note(node.span)
      case .sequence(let items): for item in items { walk(item) }
      case .mapping(let entries): for entry in entries { walk(entry.value) }
      }
    }
    note(resource.origin)
    walk(resource.root)
    lines = order.compactMap { id in
      guard let file = sources[id], let start = first[id] else { return nil }
      let place = LineIndex(file.bytes).position(at: Int(start))
      return "\(file.path):\(place.line)"
    }
  }
}
