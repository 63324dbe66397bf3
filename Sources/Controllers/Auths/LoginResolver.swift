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
    let policy = reader.policy
    guard account.namespace != origin else { return }
    let name = "ServiceAccount \(account)"
    var annotations: [String: String] = [:]
    if policy.needsAnnotations(in: account.namespace, from: origin),
      account.namespace != policy.home
    {
      do throws(APIError) {
        annotations = try await reader.environment.client.send(.get(.serviceAccounts, account))
          .pairs("metadata", "annotations")
      } catch {
        guard error.code == .notFound else {
          throw ResourceProblem("cannot read \(name)", error)
        }
        guard policy.mode == .annotated else {
          throw ResourceProblem("\(name) does not exist", cure: .wait(SecretReader.pause))
        }
        // What does not exist looks like what may not be used.
      }
    }
    if let refusal = policy.refusal(
      of: .serviceAccount, name, in: account.namespace, annotations: annotations, from: origin)
    {
      // Accounts are not watched.
      throw ResourceProblem(refusal, cure: .wait(SecretReader.pause))
    }
  }

  /// A resource names a file of the operator's own pod: the pod's token is not its concern.
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
