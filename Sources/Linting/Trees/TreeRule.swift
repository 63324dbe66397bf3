package import Diagnostics
import YAMLSyntax

/// A rule over a whole GitOps tree: what the compiler promises, checked in what it wrote and in what
/// people made of it.
package struct TreeRule: Sendable {
  package let info: RuleInfo
  private let body: @Sendable (GitOpsTree, inout TreeFindings) -> Void

  /// The findings of the rule.
  package func check(_ tree: GitOpsTree) -> [Diagnostic] {
    var findings = TreeFindings(info, tree.origin)
    body(tree, &findings)
    return findings.diagnostics
  }

  /// A row of a table.
  ///
  /// `catalogue` has the ids of the rule in the rule catalogue; `bad` are changes of the base topology's
  /// tree: `# path`, then an overlay of the object there, a new file, or pairs of lines `- old` and
  /// `+ new`.
  init(
    code number: Int, name: String, _ severity: Severity, catalogue ids: [String], summary: String,
    why: String, bad: [String],
    check: @escaping @Sendable (GitOpsTree, inout TreeFindings) -> Void
  ) {
    info = RuleInfo(
      .topology, number, name, severity, summary: summary, why: why,
      sources: ids.map(RuleSource.catalogue),
      bad: bad.map { RuleInfo.Example($0) })
    body = check
  }
}

/// Collects what one rule finds in a tree.
struct TreeFindings {
  private let info: RuleInfo
  private let origin: GitOpsTree.Origin
  private(set) var diagnostics: [Diagnostic] = []

  init(_ info: RuleInfo, _ origin: GitOpsTree.Origin) {
    self.info = info
    self.origin = origin
  }

  /// A finding in an object, at `node` where there is one.
  mutating func report(_ object: TreeObject, _ node: YAMLNode?, _ message: String, help: String) {
    let place =
      switch origin {
      case .compiled: node?.span ?? object.node.span
      // All of an object is more than people can look at.
      case .read: (node ?? object.at("metadata.name") ?? object.node).span
      }
    report(object.file, at: place, message, help: help)
  }

  /// A finding in a file; `span` is a better place than the whole file.
  mutating func report(
    _ file: TreeFile, at span: SourceSpan? = nil, _ message: String, help: String
  ) {
    let text = origin == .compiled ? "\(file.path): \(message)" : message
    let finding =
      (span ?? file.span).map { Diagnostic(info, text, at: $0) }
      ?? Diagnostic(info, message, path: file.path)
    diagnostics.append(finding.help(help))
  }
}
