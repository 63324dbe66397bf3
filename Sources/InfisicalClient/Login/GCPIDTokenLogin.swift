import HTTPTypes
package import Seams
package import YAMLSyntax

/// An identity token of the machine, by Google's metadata server.
package struct GCPIDTokenLogin: LoginMethod {
  package static let path = "gcp-auth"
  private static let endpoint =
    "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity"

  private let identity: String

  package init(identity: String) { self.identity = identity }

  package var fingerprint: [Sensitive<String>] { [Sensitive("id-token"), Sensitive(identity)] }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    var call = HTTPCall(
      .get, "\(Self.endpoint)?audience=\(URLText.query(identity))&format=full",
      timeout: .seconds(10))
    if let name = HTTPField.Name("Metadata-Flavor") { call.headers[name] = "Google" }
    let reply = try await context.ask(call, service: "Google's metadata server")
    let token = String(decoding: reply.body, as: UTF8.self)
    guard token.split(separator: ".").count == 3 else {
      throw InfisicalError(.credentials, "Google's metadata server returned no identity token")
    }
    return Sensitive(.identity(identity, jwt: Sensitive(token)))
  }
}
