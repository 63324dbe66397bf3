import InfisicalClient
import KubernetesClient
import OperatorRuntime
import Seams
import YAMLSyntax

/// Turns the settings of an auth into a login: reads the Secrets that they name.
struct LoginResolver: Sendable {
  let reader: SecretReader

  func method(
    _ wish: LoginWish, from origin: String
  ) async throws(ResourceProblem) -> any LoginMethod {
    switch wish {
    case .universal(let clientId, let clientSecret):
      return UniversalLogin(
        clientId: try await reader.text(clientId, from: origin),
        clientSecret: try await reader.text(clientSecret, from: origin))
    case .kubernetes(let identity, let account, let audiences):
      try await check(account, from: origin)
      return KubernetesLogin(
        identity: try await text(identity, origin), namespace: account.namespace,
        account: account.name, audiences: audiences)
    case .awsIam(let identity): return AWSIAMLogin(identity: try await text(identity, origin))
    case .azure(let identity, let resource):
      return AzureLogin(identity: try await text(identity, origin), resource: resource)
    case .gcpIdToken(let identity):
      return GCPIDTokenLogin(identity: try await text(identity, origin))
    case .gcpIam(let identity, let keyFile):
      try check(keyFile: keyFile)
      return GCPIAMLogin(identity: try await text(identity, origin), keyFile: keyFile)
    case .ldap(let identity, let username, let password):
      return LDAPLogin(
        identity: try await text(identity, origin),
        username: try await reader.text(username, from: origin),
        password: try await reader.text(password, from: origin))
    case .jwt(let identity, let token):
      return JWTLogin(
        identity: try await text(identity, origin),
        token: try await reader.text(token, from: origin))
    }
  }

  /// The identifier of an identity is not a secret, but lies in one.
  private func text(
    _ reference: SecretKeyReference, _ origin: String
  ) async throws(ResourceProblem) -> String {
    try await reader.text(reference, from: origin).reveal()
  }

  /// Tokens of a ServiceAccount are as good as the account: those of other namespaces follow the policy.
  private func check(_ account: ObjectKey, from origin: String) async throws(ResourceProblem) {
    guard account.namespace != origin else { return }
    var annotations: [String: String] = [:]
    if reader.policy != .deny {
      do throws(APIError) {
        annotations = try await reader.environment.client.send(.get(.serviceAccounts, account))
          .pairs("metadata", "annotations")
      } catch {
        throw ResourceProblem(
          error.code == .notFound
            ? "ServiceAccount \(account) does not exist"
            : "ServiceAccount \(account) cannot be read: \(error)", isTransient: true)
      }
    }
    if let refusal = reader.policy.refusal(
      of: "ServiceAccount \(account)", in: account.namespace, annotations: annotations,
      from: origin)
    {
      throw ResourceProblem(refusal)
    }
  }

  /// A resource names a file of the operator's own pod: the pod's token is none of its business.
  private func check(keyFile: String) throws(ResourceProblem) {
    let parts = keyFile.split(separator: "/")
    guard keyFile.hasPrefix("/"), !parts.contains(".."), !parts.contains("."),
      !parts.contains("kubernetes.io"), parts.first != "proc", parts.first != "sys",
      parts.first != "dev"
    else {
      throw ResourceProblem(
        "spec.gcpIam.serviceAccountKeyFilePath must be an absolute path to a mounted key")
    }
  }
}
