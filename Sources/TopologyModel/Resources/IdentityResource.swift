public import Diagnostics
package import YAMLSyntax

/// A machine identity that secrets are read with.
public struct IdentityResource: Sendable {
  /// Name of the resource.
  public var name: Located<DNSLabel>
  /// Connection to log in to; the only one when absent.
  public var connection: Located<DNSLabel>?
  /// How it logs in.
  public var method: Located<IdentityMethod>
  /// Where the identifier of the machine identity lies.
  public var identityId: SecretKey?
  /// Secret with `clientId` and `clientSecret`, `username` and `password`, or `jwt`.
  public var credentials: Located<ResourceName>?
  /// ServiceAccount of method kubernetes.
  public var serviceAccount: Located<ResourceName>?
  /// Audiences of its tokens.
  public var audiences: [Located<String>] = []
  /// Resource of method azure.
  public var resource: Located<String>?
  /// Key of method gcp-iam, as a path in the operator's container.
  public var serviceAccountKeyFilePath: Located<String>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// An identity without settings.
  public init(name: Located<DNSLabel>, method: Located<IdentityMethod>) {
    self.name = name
    self.method = method
  }
}

extension IdentityResource: FieldBlock {
  package static let summary = "A machine identity."

  package init() {
    self.init(name: Located(DNSLabel(unchecked: "unset")), method: Located(.universal))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the resource")
    fields.scalar("connection", &connection, "connection to log in to; defaults to the only one")
    fields.scalar("method", &method, .required, "authentication method")
    fields.block(
      "identityId", &identityId,
      "Secret key with the ID of the machine identity; every method except universal requires it")
    fields.scalar(
      "credentials", &credentials,
      "Secret with clientId and clientSecret (universal), username and password (ldap), or jwt (jwt)"
    )
    fields.scalar("serviceAccount", &serviceAccount, "ServiceAccount of method kubernetes")
    fields.scalars("audiences", &audiences, "audiences of its tokens")
    fields.scalar("resource", &resource, "resource of method azure")
    fields.scalar(
      "serviceAccountKeyFilePath", &serviceAccountKeyFilePath,
      "key of method gcp-iam, as a path in the operator's container")
  }
}
