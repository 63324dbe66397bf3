import Diagnostics
import YAMLSyntax

/// Names places of a document by JSON pointer (RFC 6901), which edits elsewhere do not change.
struct ProvenanceIndex {
  private let file: String
  private var pointers: [SourceSpan: String] = [:]

  init(_ root: YAMLNode, path: String) {
    file = path.split(separator: "/").last.map(String.init) ?? path
    add(root, "")
  }

  /// `topology.yaml#/spec/sites/0`, or nil for a place outside the document.
  func source(_ span: SourceSpan?) -> String? {
    span.flatMap { pointers[$0] }.map { "\(file)#\($0)" }
  }

  /// The node at a pointer; nil where the document has changed since.
  static func node(at pointer: String, in root: YAMLNode) -> YAMLNode? {
    pointer.split(separator: "/").reduce(Optional(root)) { node, part in
      if let items = node?.items {
        return Int(part).flatMap { items.indices.contains($0) ? items[$0] : nil }
      }
      let key = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
      return node?[key]
    }
  }

  private mutating func add(_ node: YAMLNode, _ pointer: String) {
    if let span = node.span, pointers[span] == nil { pointers[span] = pointer }
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      for (position, item) in items.enumerated() { add(item, "\(pointer)/\(position)") }
    case .mapping(let entries):
      for entry in entries {
        add(entry.value, "\(pointer)/\(escaped(entry.key.scalar?.text ?? ""))")
      }
    }
  }

  private func escaped(_ key: String) -> String {
    key.utf8.contains(0x2F) || key.utf8.contains(0x7E)
      ? key.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined() : key
  }
}
