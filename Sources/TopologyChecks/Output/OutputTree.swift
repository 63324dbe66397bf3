package import Diagnostics
package import YAMLSyntax

/// One emitted file before it becomes bytes, as rules about output see it.
package struct OutputFile: Sendable {
  /// What the file holds.
  package enum Content: Sendable {
    case object(YAMLNode)
    /// Configuration of a proxy, in lines.
    case lines([String])
  }

  package let path: String
  package let content: Content

  package init(path: String, content: Content) {
    self.path = path
    self.content = content
  }
}

/// A Kubernetes object of the output.
struct OutputObject {
  let path: String
  let node: YAMLNode
  let kind: String
  let name: String
  /// The site that the object is for; nil for what is shared.
  let site: String?

  init(path: String, node: YAMLNode) {
    self.path = path
    self.node = node
    kind = node.text("kind") ?? ""
    name = node.text("metadata.name") ?? ""
    let parts = path.split(separator: "/", maxSplits: 2)
    site = parts.count > 1 && parts[0] == "sites" ? String(parts[1]) : nil
  }

  var namespace: String { text("metadata.namespace") ?? "" }

  /// The node at a path of keys; null counts as absent.
  func at(_ path: String) -> YAMLNode? { node.at(path) }

  func text(_ path: String) -> String? { node.at(path)?.scalar?.text }

  func items(_ path: String) -> [YAMLNode] { node.at(path)?.items ?? [] }
}

extension YAMLNode {
  /// The node at a path of keys, where keys hold no dots; null counts as absent.
  func at(_ path: String) -> YAMLNode? {
    var node: YAMLNode? = self
    for key in path.split(separator: ".") { node = node?[String(key)] }
    guard let node, node.scalar?.text != "null" || node.scalar?.style != .plain else { return nil }
    return node
  }

  func text(_ path: String) -> String? { at(path)?.scalar?.text }
}

/// Everything that a build emits, for rules over more than one file.
package struct OutputTree: Sendable {
  package let files: [OutputFile]
  /// Objects in the order of the files, and their positions by kind: rules ask again and again.
  private let objects: [OutputObject]
  private let positions: [String: [Int]]

  package init(_ files: [OutputFile]) {
    self.files = files
    let objects = files.compactMap { file in
      if case .object(let node) = file.content {
        OutputObject(path: file.path, node: node)
      } else {
        nil
      }
    }
    self.objects = objects
    positions = Dictionary(grouping: objects.indices) { objects[$0].kind }
  }

  /// The objects of some kinds, in the order of the files.
  func objects(_ kinds: String...) -> [OutputObject] {
    let found = kinds.flatMap { positions[$0] ?? [] }
    return (kinds.count > 1 ? found.sorted() : found).map { objects[$0] }
  }

  /// The lines of configurations with a name, as words.
  func configurations(_ name: String) -> [(path: String, lines: [[Substring]])] {
    files.compactMap { file in
      guard case .lines(let lines) = file.content, file.path.hasSuffix("/\(name)") else {
        return nil
      }
      return (file.path, lines.map { $0.split { $0 == " " || $0 == "\t" || $0 == ";" } })
    }
  }

  /// The Cluster that a site lives by; second ones beside it do not count.
  func liveCluster(_ site: String) -> OutputObject? {
    objects("Cluster").first { $0.site == site && $0.at("spec.replica") != nil }
  }

  /// Whether a site's Cluster calls itself the primary; nil without a distributed topology.
  func isPrimary(_ site: String) -> Bool? {
    liveCluster(site).map { $0.text("spec.replica.primary") == $0.text("spec.replica.self") }
  }
}

/// Collects what one rule finds in a tree.
struct OutputFindings {
  let info: RuleInfo
  private(set) var diagnostics: [Diagnostic] = []

  init(_ info: RuleInfo) { self.info = info }

  /// A finding in an object; the place is that in the topology which caused it.
  mutating func report(_ object: OutputObject, _ node: YAMLNode?, _ message: String, _ help: String)
  {
    report(object.path, node?.span ?? object.node.span, message, help)
  }

  mutating func report(_ path: String, _ span: SourceSpan?, _ message: String, _ help: String) {
    let place = "\(path): \(message)"
    let finding =
      span.map { Diagnostic(info, place, at: $0) } ?? Diagnostic(info, message, path: path)
    diagnostics.append(finding.help(help))
  }
}

/// A rule over the emitted tree: what the compiler promises, held against what it wrote
/// (architecture section 4, "Cross-artifact checks").
package struct OutputRule: Sendable {
  package let info: RuleInfo
  private let body: @Sendable (OutputTree, inout OutputFindings) -> Void

  /// The findings of the rule.
  package func check(_ tree: OutputTree) -> [Diagnostic] {
    var findings = OutputFindings(info)
    body(tree, &findings)
    return findings.diagnostics
  }

  /// A row of a table; `bad` are changes of the base topology's tree, as ``OutputChange`` reads them.
  init(
    _ number: Int, _ name: String, _ severity: Severity, _ id: String, _ summary: String,
    _ why: String, bad: [String],
    check: @escaping @Sendable (OutputTree, inout OutputFindings) -> Void
  ) {
    info = RuleInfo(
      .topology, number, name, severity, summary: summary, why: why,
      source: "architecture section 4, \(id); checked in the output",
      bad: bad.map { RuleInfo.Example($0) })
    body = check
  }
}
