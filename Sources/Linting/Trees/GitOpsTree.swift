import ProxySyntax
import YAMLSyntax

/// A whole GitOps tree, for rules over more than one file.
package struct GitOpsTree: Sendable {
  /// Where the files come from, which decides how a finding names its place.
  package enum Origin: Sendable {
    /// Values of the compiler: a finding points into the topology, so its message names the file.
    case compiled
    /// Text: a finding points into the file.
    case read
  }

  package let origin: Origin
  package let files: [TreeFile]
  /// Objects in the order of the files, and their positions by kind: rules ask again and again.
  private let objects: [TreeObject]
  private let positions: [String: [Int]]

  /// The tree of `files`.
  package init(_ files: [TreeFile], _ origin: Origin) {
    self.origin = origin
    self.files = files
    let objects = files.compactMap { file in
      if case .object(let node) = file.content { TreeObject(file: file, node: node) } else { nil }
    }
    self.objects = objects
    positions = Dictionary(grouping: objects.indices) { objects[$0].kind }
  }

  /// The objects of some kinds, in the order of the files.
  func objects(_ kinds: String...) -> [TreeObject] {
    let found = kinds.flatMap { positions[$0] ?? [] }
    return (kinds.count > 1 ? found.sorted() : found).map { objects[$0] }
  }

  /// The HAProxy configurations.
  var haproxy: [(file: TreeFile, configuration: HAProxyConfiguration)] {
    files.compactMap { file in
      if case .haproxy(let value) = file.content { (file, value) } else { nil }
    }
  }

  /// The NGINX configurations.
  var nginx: [(file: TreeFile, configuration: BraceConfiguration)] {
    files.compactMap { file in
      if case .nginx(let value) = file.content { (file, value) } else { nil }
    }
  }

  /// The keepalived configurations.
  var keepalived: [(file: TreeFile, configuration: BraceConfiguration)] {
    files.compactMap { file in
      if case .keepalived(let value) = file.content { (file, value) } else { nil }
    }
  }

  /// The runbooks and their scripts.
  var texts: [(file: TreeFile, text: TreeText)] {
    files.compactMap { file in
      if case .text(let text) = file.content { (file, text) } else { nil }
    }
  }

  /// The Cluster that a site lives by; second ones beside it do not count.
  func liveCluster(_ site: String) -> TreeObject? {
    objects("Cluster").first { $0.site == site && $0.at("spec.replica") != nil }
  }

  /// Whether a site's Cluster calls itself the primary; nil without a distributed topology.
  func isPrimary(_ site: String) -> Bool? {
    liveCluster(site).map { $0.text("spec.replica.primary") == $0.text("spec.replica.self") }
  }
}
