import YAMLSyntax

/// How an identity logs in.
package enum AuthMethod: String, CaseIterable, FieldValue, Sendable {
  case universal
  case kubernetes
  case awsIam = "aws-iam"
  case azure
  case gcpIdToken = "gcp-id-token"
  case gcpIam = "gcp-iam"
  case ldap
  case jwt

  package static let typeName = "an authentication method"

  /// The field of `spec` that holds the settings of the method.
  package var field: String {
    switch self {
    case .universal: "universal"
    case .kubernetes: "kubernetes"
    case .awsIam: "awsIam"
    case .azure: "azure"
    case .gcpIdToken: "gcpIdToken"
    case .gcpIam: "gcpIam"
    case .ldap: "ldap"
    case .jwt: "jwt"
    }
  }
}
