import HTTPTypes
package import Seams
package import YAMLSyntax

/// The managed identity of the machine, by Azure's instance metadata service (version 2018-02-01).
package struct AzureLogin: LoginMethod {
  package static let path = "azure-auth"
  private static let endpoint = "http://169.254.169.254/metadata/identity/oauth2/token"
  /// Characters that stay as they are, `&` and `=` among them: upstream's samples append
  /// `&client_id=…` to the resource, and that works there.
  private static let kept = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~&=$+:@".utf8)

  private let identity: String
  private let resource: String

  /// An empty `resource` means Azure's management API, as upstream has it.
  package init(identity: String, resource: String?) {
    self.identity = identity
    let resource = resource ?? ""
    self.resource = resource.isEmpty ? "https://management.azure.com/" : resource
  }

  package var fingerprint: [Sensitive<String>] { [Sensitive(identity), Sensitive(resource)] }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    let query = resource.utf8.map { byte in
      Self.kept.contains(byte)
        ? String(decoding: [byte], as: UTF8.self)
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
    var call = HTTPCall(
      .get, "\(Self.endpoint)?api-version=2018-02-01&resource=\(query)", timeout: .seconds(10))
    if let name = HTTPField.Name("Metadata") { call.headers[name] = "true" }
    let reply = try await context.ask(call, service: "Azure's metadata service")
    guard let token = (try? JSONReader.parse(reply.body))?.text("access_token") else {
      throw InfisicalError(.credentials, "Azure's metadata service gave no access_token")
    }
    return Sensitive(.identity(identity, jwt: Sensitive(token)))
  }
}
