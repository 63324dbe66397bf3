import HTTPTypes
package import Seams
package import YAMLSyntax

/// The managed identity of the machine, by Azure's instance metadata service (version 2018-02-01).
package struct AzureLogin: LoginMethod {
  package static let path = "azure-auth"
  private static let endpoint = "http://169.254.169.254/metadata/identity/oauth2/token"
  /// Upstream's samples append this with an identifier to the resource, and it chooses one of several identities.
  private static let clientMark = "&client_id="

  private let identity: String
  private let resource: String
  private let clientID: String?

  /// An empty `resource` means Azure's management API, as upstream has it.
  package init(identity: String, resource: String?) {
    self.identity = identity
    var resource = resource ?? ""
    var client: String?
    if let mark = resource.firstRange(of: Self.clientMark) {
      let text = resource[mark.upperBound...]
      // Anything else behind it would be a parameter that the resource's author smuggles in.
      if !text.isEmpty, text.allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == "-") }) {
        client = String(text)
        resource = String(resource[..<mark.lowerBound])
      }
    }
    clientID = client
    self.resource = resource.isEmpty ? "https://management.azure.com/" : resource
  }

  package var fingerprint: [Sensitive<String>] {
    [Sensitive(identity), Sensitive(resource), Sensitive(clientID ?? "")]
  }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    var query = "api-version=2018-02-01&resource=\(URLText.query(resource))"
    if let clientID { query += Self.clientMark + clientID }
    var call = HTTPCall(.get, "\(Self.endpoint)?\(query)", timeout: .seconds(10))
    if let name = HTTPField.Name("Metadata") { call.headers[name] = "true" }
    let reply = try await context.ask(call, service: "Azure's metadata service")
    guard let token = (try? JSONReader.parse(reply.body))?.text("access_token") else {
      throw InfisicalError(.credentials, "Azure's metadata service returned no access_token")
    }
    return Sensitive(.identity(identity, jwt: Sensitive(token)))
  }
}
