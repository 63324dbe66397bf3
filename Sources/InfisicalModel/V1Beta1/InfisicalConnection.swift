package import Diagnostics
package import YAMLSyntax

/// An Infisical server and how its certificate is verified.
package struct InfisicalConnectionSpec: ResourceSpec {
  package static let summary = "The server."
  package typealias Status = ConditionsStatus
  package static let kind = ResourceKind(
    .v1beta1, "InfisicalConnection", plural: "infisicalconnections", shortNames: ["infconn"],
    columns: [
      .age, .init("Address", "string", ".spec.address"), .status("Ready", of: Conditions.isReady),
    ],
    summary: "An Infisical server that identities log in to.")

  package var address: Located<String>?
  package var tls: ConnectionTLS?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar(
      "address", &address,
      "base URL of the server, without `/api`; defaults to that of the operator (INFISICAL_HOST_API)"
    )
    fields.block("tls", &tls, "how the server's certificate is verified")
  }
}

/// TLS settings of a connection.
package struct ConnectionTLS: FieldBlock {
  package static let summary = "How the server's certificate is verified."

  package var caCertificate: SecretReference?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "caCertificate", &caCertificate,
      "CA certificates as PEM, in addition to those of the system")
  }
}
