import Diagnostics
import Files
import TopologyModel
import Workspace
import YAMLSyntax

/// Where the tree of a topology lies: `--output`, else `gitops.output` of the document, else `output`.
enum OutputDirectory {
  /// What is used when neither says anything.
  static let usual = "output"

  /// The directory for `file`; `option` is what the command line says.
  static func find(_ option: String?, for file: SourceFile) -> String {
    option ?? named(by: file) ?? usual
  }

  /// The directory that the document names, as a path from here: the document's is relative to itself.
  static func named(by file: SourceFile) -> String? {
    var ignored = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &ignored)
    let root = stream.documents.first { $0.root != nil }?.root
    guard let text = root?["spec"]?["gitops"]?["output"]?.scalar?.text, !text.isEmpty else {
      return nil
    }
    guard !text.hasPrefix("/"), let slash = file.path.lastIndex(of: "/") else { return text }
    return OutputPath.join(String(file.path[..<slash]), text)
  }
}
