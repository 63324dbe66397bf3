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

/// Where External Secrets reads from.
public struct SecretStoreReference: Sendable {
  /// Name of the store.
  public var name: Located<String>
  /// SecretStore or ClusterSecretStore.
  public var kind = Located(SecretStoreKind.clusterSecretStore)
  /// Path that the keys of a Secret lie under, `SECRET` standing for its name.
  public var path: Located<String> = "infisical/SECRET"
  /// Address of the provider, when it is an Infisical.
  public var infisicalAddress: Located<EndpointURL>?
  /// Where the block was written.
  public var span: SourceSpan?
}

/// Scope of a store of External Secrets.
public enum SecretStoreKind: String, CaseIterable, Sendable {
  /// In the namespace.
  case secretStore = "SecretStore"
  /// For the whole cluster.
  case clusterSecretStore = "ClusterSecretStore"
}

extension SecretStoreKind: FieldValue {
  package static var typeName: String { "a kind of secret store" }
}

extension SecretStoreReference: FieldBlock {
  package static let summary = "Store that External Secrets reads from."

  package init() { name = "unset" }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the store")
    fields.scalar("kind", &kind, "SecretStore or ClusterSecretStore")
    fields.scalar("path", &path, "path of a Secret's keys, in which SECRET stands for its name")
    fields.scalar("infisicalAddress", &infisicalAddress, "address, if the store is an Infisical")
  }
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
  /// Where External Secrets reads from.
  public var store: SecretStoreReference?
  /// Failure domains that the provider lives in.
  public var failureDomains: [Located<DNSLabel>] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// Pre-created Secrets under their usual names.
  public init() {}
}

extension SecretsSettings: FieldBlock {
  package static let summary = "Names of the Secrets that manifests refer to."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("provider", &provider, "provider of the Secrets")
    fields.scalar("app", &app, "Infisical's keys")
    fields.scalar("database", &database, "login of the database owner")
    fields.scalar("redis", &redis, "password of Redis")
    fields.scalar("smtp", &smtp, "login of the mail server")
    fields.scalar("tls", &tls, "certificate of the global host")
    fields.block("store", &store, "store that External Secrets reads from")
    fields.scalars("failureDomains", &failureDomains, "failure domains of the provider")
  }
}
