package import Seams
package import YAMLSyntax

/// Client identifier and secret.
package struct UniversalLogin: LoginMethod {
  package static let path = "universal-auth"
  private let clientId: Sensitive<String>
  private let clientSecret: Sensitive<String>

  package init(clientId: Sensitive<String>, clientSecret: Sensitive<String>) {
    self.clientId = clientId
    self.clientSecret = clientSecret
  }

  package var fingerprint: [Sensitive<String>] { [clientId, clientSecret] }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    Sensitive(
      .object([
        "clientId": .string(clientId.reveal()), "clientSecret": .string(clientSecret.reveal()),
      ]))
  }
}
