public import Diagnostics
package import YAMLSyntax

/// What puts Secrets into the clusters.
public enum SecretProvider: String, CaseIterable, Sendable {
  /// People or another tool.
  case preCreated
  /// External Secrets Operator.
  case externalSecret
  /// SOPS, decrypted by the GitOps engine.
  case sops
  /// Sealed Secrets.
  case sealedSecret
}

extension SecretProvider: FieldValue {
  package static var typeName: String { "a secret provider" }
}

/// Names of the Secrets that manifests refer to; values never pass through here.
public struct SecretsSettings: Sendable {
  /// What puts them into the clusters.
  public var provider = Located(SecretProvider.preCreated)
  /// `ENCRYPTION_KEY`, `AUTH_SECRET` and optional keys of Infisical.
  public var app = Located(DNSLabel(unchecked: "infisical-secrets"))
  /// `username` and `password` of the database owner.
  public var database = Located(DNSLabel(unchecked: "infisical-db-app"))
  /// `password` of Redis.
  public var redis = Located(DNSLabel(unchecked: "redis-auth"))
  /// `username` and `password` of the mail server.
  public var smtp = Located(DNSLabel(unchecked: "infisical-smtp"))
  /// TLS certificate of the global host.
  public var tls = Located(DNSLabel(unchecked: "infisical-tls"))
  /// Where the block was written.
  public var span: SourceSpan?

  /// Pre-created Secrets under their usual names.
  public init() {}
}

extension SecretsSettings: FieldBlock {
  package static let summary = "Names of the Secrets that manifests refer to."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("provider", &provider, "what puts Secrets into the clusters")
    fields.scalar("app", &app, "keys of Infisical")
    fields.scalar("database", &database, "login of the database owner")
    fields.scalar("redis", &redis, "password of Redis")
    fields.scalar("smtp", &smtp, "login of the mail server")
    fields.scalar("tls", &tls, "certificate of the global host")
  }
}
