public import Diagnostics
package import YAMLSyntax

/// Secrets of Infisical that are kept in objects of the clusters.
public struct StaticSecretResource: Sendable {
  /// Name of the resource.
  public var name: Located<DNSLabel>
  /// Identity to read with; the only one when absent.
  public var identity: Located<DNSLabel>?
  /// Namespace of the resource; that of the topology when absent.
  public var namespace: Located<DNSLabel>?
  /// Sites that get it; all when empty.
  public var sites: [Located<SiteID>] = []
  /// Time between two reads.
  public var refreshInterval = Located(TimeSpan.minutes(5))
  /// Whether to read when the server announces a change.
  public var instantUpdates = Located(false)
  /// What to read; earlier sources win.
  public var sources: [SecretSource] = []
  /// What to write.
  public var targets: [SecretTarget] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// Secrets that are read every five minutes.
  public init(name: Located<DNSLabel>, sources: [SecretSource], targets: [SecretTarget]) {
    self.name = name
    self.sources = sources
    self.targets = targets
  }
}

extension StaticSecretResource: FieldBlock {
  package static let summary = "Secrets synced to the clusters."

  package init() {
    self.init(name: Located(DNSLabel(unchecked: "unset")), sources: [], targets: [])
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the resource")
    fields.scalar("identity", &identity, "identity to read with; defaults to the only one")
    fields.scalar(
      "namespace", &namespace, "namespace of the resource; defaults to that of the topology")
    fields.scalars("sites", &sites, "sites that get it; all by default")
    fields.scalar("refreshInterval", &refreshInterval, "refresh interval, at least 5s")
    fields.scalar(
      "instantUpdates", &instantUpdates, "also refresh when the server announces a change")
    fields.blocks("sources", &sources, .required, "sources; earlier sources win")
    fields.blocks("targets", &targets, .required, "targets")
  }
}
