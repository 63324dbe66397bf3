package import Diagnostics
package import YAMLSyntax

/// A machine identity and how it logs in.
package struct InfisicalAuthSpec: ResourceSpec {
  package static let summary = "The identity."
  package typealias Status = ConditionsStatus
  package static let kind = ResourceKind(
    .v1beta1, "InfisicalAuth", plural: "infisicalauths", shortNames: ["infauth"],
    columns: [
      .init("Connection", "string", ".spec.infisicalConnectionRef.name"),
      .init("Method", "string", ".spec.method"), .age, .status("Ready", of: Conditions.isReady),
    ],
    summary: "A machine identity that reads static secrets.")
  package static let invariants = AuthMethod.allCases.map { method in
    FieldInvariant(
      "self.method != '\(method.rawValue)' || has(self.\(method.field))",
      "method \(method.rawValue) requires its settings in spec.\(method.field)")
  }

  package var infisicalConnectionRef: ObjectReference?
  package var method: Located<AuthMethod> = Located(.universal)
  package var universal: UniversalAuth?
  package var kubernetes: KubernetesAuth?
  package var awsIam: AWSIAMAuth?
  package var azure: AzureAuth?
  package var gcpIdToken: GCPIDTokenAuth?
  package var gcpIam: GCPIAMAuth?
  package var ldap: LDAPAuth?
  package var jwt: JWTAuth?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "infisicalConnectionRef", &infisicalConnectionRef,
      "server to log in to; operators before 0.11.6 require it, later ones default to the connection `default` in their namespace"
    )
    fields.scalar("method", &method, .required, "authentication")
    fields.block("universal", &universal, "settings of method universal")
    fields.block("kubernetes", &kubernetes, "settings of method kubernetes")
    fields.block("awsIam", &awsIam, "settings of method aws-iam")
    fields.block("azure", &azure, "settings of method azure")
    fields.block("gcpIdToken", &gcpIdToken, "settings of method gcp-id-token")
    fields.block("gcpIam", &gcpIam, "settings of method gcp-iam")
    fields.block("ldap", &ldap, "settings of method ldap")
    fields.since("unreleased, branch add-jwt-auth") {
      $0.block("jwt", &jwt, "settings of method jwt")
    }
  }
}
