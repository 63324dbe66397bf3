package import Seams
package import YAMLSyntax

/// A JSON Web Token that someone keeps in a Secret.
package struct JWTLogin: LoginMethod {
  package static let path = "jwt-auth"
  private let identity: String
  private let token: Sensitive<String>

  package init(identity: String, token: Sensitive<String>) {
    self.identity = identity
    self.token = token
  }

  package var fingerprint: [Sensitive<String>] { [Sensitive(identity), token] }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    Sensitive(.identity(identity, jwt: token))
  }
}
