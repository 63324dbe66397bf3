package import Diagnostics
package import YAMLSyntax

/// A lease of a dynamic secret that is written to the cluster.
package struct InfisicalDynamicSecretSpec: ResourceSpec {
  package static let summary = "What to lease and where to write it."
  package typealias Status = DynamicSecretStatus
  package static let kind = ResourceKind(
    .v1alpha1, "InfisicalDynamicSecret", plural: "infisicaldynamicsecrets", shortNames: ["infds"],
    summary: "A lease of a dynamic secret, stored in a Secret of the cluster.")

  package var hostAPI: Located<String>?
  package var tls: LegacyTLS?
  package var dynamicSecret = DynamicSecretReference()
  package var leaseRevocationPolicy: Located<String> = ""
  package var leaseTTL: Located<String> = ""
  package var managedSecretReference = ManagedSecret()
  package var authentication = LegacyAuthentication<NoScope>()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("hostAPI", &hostAPI, "address of the server, with or without `/api`")
    fields.block("tls", &tls, "how the server's certificate is verified")
    fields.block("dynamicSecret", &dynamicSecret, .required, "what to lease")
    fields.scalar(
      "leaseRevocationPolicy", &leaseRevocationPolicy, .required,
      "Revoke: the lease is revoked with the resource")
    fields.scalar(
      "leaseTTL", &leaseTTL, .required, "TTL of a lease; defaults to that of the server")
    fields.block(
      "managedSecretReference", &managedSecretReference, .required,
      "Secret that the lease is written to")
    fields.block("authentication", &authentication, .required, "authentication")
  }
}

/// A dynamic secret of Infisical.
package struct DynamicSecretReference: FieldBlock {
  package static let summary = "A dynamic secret in Infisical."
  package static let invariants = [ProjectReference.invariant]

  package var secretName: Located<String> = ""
  package var projectId: Located<String>?
  package var projectSlug: Located<String>?
  package var secretsPath: Located<String> = ""
  package var environmentSlug: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("secretName", &secretName, .required, "name of the dynamic secret")
    fields.scalar("projectId", &projectId, "project ID; set either this or projectSlug")
    fields.scalar("projectSlug", &projectSlug, "project slug; set either this or projectId")
    fields.scalar("secretsPath", &secretsPath, .required, "folder, `/` for the root")
    fields.scalar("environmentSlug", &environmentSlug, .required, "environment slug")
  }
}

/// What the operator leased.
package struct DynamicSecretStatus: FieldBlock {
  package static let summary = "State of the lease."

  package var conditions: [Condition] = []
  package var lease: DynamicSecretLease?
  package var dynamicSecretId: Located<String>?
  package var maxTTL: Located<String>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.blocks("conditions", &conditions, .required, "state observed by the operator")
    fields.block("lease", &lease, "the lease that the Secret contains")
    fields.scalar("dynamicSecretId", &dynamicSecretId, "ID of the dynamic secret")
    fields.scalar("maxTTL", &maxTTL, "maximum TTL of a lease")
  }
}

/// A lease.
package struct DynamicSecretLease: FieldBlock {
  package static let summary = "A lease."

  package var id: Located<String> = ""
  package var version = Located(Counter.zero)
  package var creationTimestamp = Located(Timestamp(""))
  package var expiresAt = Located(Timestamp(""))
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("id", &id, .required, "ID of the lease")
    fields.scalar("version", &version, .required, "number of renewals")
    fields.scalar("creationTimestamp", &creationTimestamp, .required, "start of the lease")
    fields.scalar("expiresAt", &expiresAt, .required, "expiry of the lease")
  }
}
