import YAMLSyntax

/// How a machine identity logs in, in Infisical's words.
public enum IdentityMethod: String, CaseIterable, Sendable {
  /// A client identifier and a client secret.
  case universal
  /// Tokens of a ServiceAccount.
  case kubernetes
  /// The AWS role of the operator.
  case awsIam = "aws-iam"
  /// The managed identity of the operator's machine.
  case azure
  /// The identity token of the operator's machine.
  case gcpIdToken = "gcp-id-token"
  /// The key of a Google service account.
  case gcpIam = "gcp-iam"
  /// A user of a directory.
  case ldap
  /// A JSON Web Token that someone else issues.
  case jwt

  /// Whether credentials come from a Secret.
  package var needsCredentials: Bool {
    switch self {
    case .universal, .ldap, .jwt: true
    case .kubernetes, .awsIam, .azure, .gcpIdToken, .gcpIam: false
    }
  }
  /// Whether the identifier of the machine identity comes from a Secret.
  package var needsIdentity: Bool { self != .universal }
}

extension IdentityMethod: FieldValue {
  package static var typeName: String { "an authentication method" }
}
