package import Diagnostics

extension InfisicalResources {
  /// The connections; one called `infisical` where none is written.
  package var effectiveConnections: [ConnectionResource] {
    guard connections.isEmpty else { return connections }
    return [ConnectionResource(name: Located(DNSLabel(unchecked: "infisical"), at: span))]
  }

  /// Name of the connection that `identity` logs in to; nil when it is not clear.
  package func connection(of identity: IdentityResource) -> Located<DNSLabel>? {
    if let name = identity.connection { return name }
    return effectiveConnections.count == 1 ? effectiveConnections[0].name : nil
  }

  /// Name of the identity that `secret` is read with; nil when it is not clear.
  package func identity(of secret: StaticSecretResource) -> Located<DNSLabel>? {
    if let name = secret.identity { return name }
    return identities.count == 1 ? identities[0].name : nil
  }
}

extension StaticSecretResource {
  /// Whether `site` gets the secrets.
  package func isWanted(at site: Site) -> Bool {
    sites.isEmpty || sites.contains { $0.value == site.id.value }
  }
}
