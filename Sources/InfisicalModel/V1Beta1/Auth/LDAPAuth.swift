package import Diagnostics
package import YAMLSyntax

/// Settings of method `ldap`.
package struct LDAPAuth: FieldBlock {
  package static let summary = "A user of a directory."

  package var identityIdRef = SecretReference()
  package var usernameRef = SecretReference()
  package var passwordRef = SecretReference()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "identityIdRef", &identityIdRef, .required,
      "where the identifier of the machine identity lies")
    fields.block("usernameRef", &usernameRef, .required, "where the user name lies")
    fields.block("passwordRef", &passwordRef, .required, "where the password lies")
  }
}
