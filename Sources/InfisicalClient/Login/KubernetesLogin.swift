package import Seams
package import YAMLSyntax

/// A token of a ServiceAccount, made again for each login: Infisical asks the cluster whether it is
/// good.
package struct KubernetesLogin: LoginMethod {
  package static let path = "kubernetes-auth"
  private let identity: String
  private let namespace: String
  private let account: String
  private let audiences: [String]

  package init(identity: String, namespace: String, account: String, audiences: [String]) {
    self.identity = identity
    self.namespace = namespace
    self.account = account
    self.audiences = audiences
  }

  package var fingerprint: [Sensitive<String>] {
    [identity, namespace, account, audiences.joined(separator: "\u{0}")].map { Sensitive($0) }
  }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    let token = try await context.accountToken(namespace, account, audiences)
    return Sensitive(.identity(identity, jwt: token))
  }
}

extension YAMLNode {
  /// The body that most methods send.
  static func identity(_ identity: String, jwt: Sensitive<String>) -> YAMLNode {
    .object(["identityId": .string(identity), "jwt": .string(jwt.reveal())])
  }
}
