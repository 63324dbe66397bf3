package import Diagnostics
package import YAMLSyntax

/// A text read as YAML, with all that a test may ask about.
package struct ParsedText: Sendable {
  package let sources: SourceMap
  package let stream: YAMLStream
  package let bag: DiagnosticBag

  package init(_ bytes: [UInt8], path: String = "test.yaml", limits: YAMLLimits = YAMLLimits()) {
    var sources = SourceMap()
    var bag = DiagnosticBag()
    let file = sources.add(path: path, bytes: bytes)
    var parser = YAMLParser()
    parser.limits = limits
    stream = parser.parse(file, into: &bag)
    self.sources = sources
    self.bag = bag
  }

  package init(_ text: String, path: String = "test.yaml") {
    self.init(Array(text.utf8), path: path)
  }

  /// The root of the first document.
  package var root: YAMLNode? { stream.documents.first?.root }

  /// Findings in the concise format.
  package var concise: String {
    ConciseRenderer().render(
      bag.sorted, sources: sources, summary: RunSummary(files: 1, documents: 1))
  }
}
