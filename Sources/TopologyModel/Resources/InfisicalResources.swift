public import Diagnostics
package import YAMLSyntax

/// What applications get from Infisical, lowered to its resources for every site.
public struct InfisicalResources: Sendable {
  /// Servers.
  public var connections: [ConnectionResource] = []
  /// Machine identities.
  public var identities: [IdentityResource] = []
  /// Secrets that are kept in the clusters.
  public var staticSecrets: [StaticSecretResource] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// Nothing.
  public init() {}
}

extension InfisicalResources: FieldBlock {
  package static let summary = "Infisical resources for applications."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.blocks(
      "connections", &connections, "servers; by default one named `infisical` at siteURL")
    fields.blocks("identities", &identities, "machine identities")
    fields.blocks("staticSecrets", &staticSecrets, "secrets synced to the clusters")
  }
}
