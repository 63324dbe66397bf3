import Diagnostics
import YAMLSyntax

/// Files that a build has read, each parsed once.
struct FileCache {
  /// Documents of a file, or why it has none.
  struct Parsed {
    let file: SourceFile
    /// Merge keys resolved, aliases expanded, comments left out.
    let documents: [YAMLNode]
    let faults: DiagnosticBag
  }

  private var parsed: [String: Parsed] = [:]

  mutating func parse(_ path: String, _ file: SourceFile) -> Parsed {
    if let known = parsed[path] { return known }
    var faults = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &faults)
    let documents = stream.documents.compactMap { document in
      document.root.map { (document.hasMergeKeys ? $0.resolvingMerges() : $0).plain() }
    }
    let result = Parsed(file: file, documents: documents, faults: faults)
    parsed[path] = result
    return result
  }
}
