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
      "Secret key with the ID of the machine identity")
    fields.block("usernameRef", &usernameRef, .required, "Secret key with the user name")
    fields.block("passwordRef", &passwordRef, .required, "Secret key with the password")
  }
}
