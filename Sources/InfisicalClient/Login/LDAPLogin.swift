package import Seams
package import YAMLSyntax

/// User name and password of a directory.
package struct LDAPLogin: LoginMethod {
  package static let path = "ldap-auth"
  private let identity: String
  private let username: Sensitive<String>
  private let password: Sensitive<String>

  package init(identity: String, username: Sensitive<String>, password: Sensitive<String>) {
    self.identity = identity
    self.username = username
    self.password = password
  }

  package var fingerprint: [Sensitive<String>] { [Sensitive(identity), username, password] }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    Sensitive(
      .object([
        "identityId": .string(identity), "username": .string(username.reveal()),
        "password": .string(password.reveal()),
      ]))
  }
}
