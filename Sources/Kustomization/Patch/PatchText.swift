import Diagnostics
import YAMLSyntax

/// YAML that stands as text in a field of another file.
enum PatchText {
  /// The documents of an inline text, with the places of their bytes in the file that holds them.
  ///
  /// A literal block is read where it stands, so that places are exact; of other styles every node has the place
  /// of the whole text.
  static func documents(
    _ node: YAMLNode, in file: SourceFile, into bag: inout DiagnosticBag
  ) -> [YAMLNode] {
    guard let scalar = node.scalar, let span = node.span else { return [] }
    if scalar.style == .literal, let found = literal(scalar, span, file) { return found }
    let inner = SourceFile(id: file.id, path: file.path, bytes: Array(scalar.text.utf8))
    var faults = DiagnosticBag()
    let stream = YAMLParser().parse(inner, into: &faults)
    for fault in faults.diagnostics where fault.severity == .error {
      bag.report(Diagnostic(.kustomizationPatch, fault.message, at: span))
    }
    return stream.documents.compactMap { document in
      document.root.map { ($0.resolvingMerges()).placedEverywhere(at: span) }
    }
  }

  private static func literal(_ scalar: YAMLScalar, _ span: SourceSpan, _ file: SourceFile)
    -> [YAMLNode]?
  {
    // A separator of documents is one only in the first column.
    guard !scalar.text.hasPrefix("---"), !scalar.text.contains("\n---") else { return nil }
    let bytes = file.bytes[span.range]
    guard let line = bytes.firstIndex(of: 0x0A) else { return nil }
    let start = line + 1
    let inner = SourceFile(
      id: file.id, path: file.path, bytes: Array(file.bytes[start..<span.range.upperBound]))
    var faults = DiagnosticBag()
    let stream = YAMLParser().parse(inner, into: &faults)
    guard !faults.hasErrors else { return nil }
    return stream.documents.compactMap { document in
      document.root.map { $0.resolvingMerges().shifted(by: start) }
    }
  }
}

extension YAMLNode {
  /// The same tree, every node with one place.
  func placedEverywhere(at span: SourceSpan?) -> YAMLNode { mapSpans { _ in span } }

  /// The same tree, further into its file.
  func shifted(by offset: Int) -> YAMLNode {
    mapSpans { span in
      span.map {
        SourceSpan(file: $0.file, start: Int($0.start) + offset, end: Int($0.end) + offset)
      }
    }
  }

  private func mapSpans(_ change: (SourceSpan?) -> SourceSpan?) -> YAMLNode {
    var copy = self
    copy.span = change(span)
    switch content {
    case .scalar: break
    case .sequence(let items): copy.content = .sequence(items.map { $0.mapSpans(change) })
    case .mapping(let entries):
      copy.content = .mapping(
        entries.map { YAMLEntry($0.key.mapSpans(change), $0.value.mapSpans(change)) })
    }
    return copy
  }
}
