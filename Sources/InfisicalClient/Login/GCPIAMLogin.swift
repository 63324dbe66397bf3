import Crypto
import CryptoExtras
import FoundationEssentials
import HTTPTypes
package import Seams
package import YAMLSyntax

/// A token that Google signs for a service account, whose key lies in a file of the operator's pod.
///
/// Two calls: an access token for an assertion signed with the key (RFC 7523), then `signJwt` of the IAM
/// Credentials API.
package struct GCPIAMLogin: LoginMethod {
  package static let path = "gcp-auth"
  private static let scope = "https://www.googleapis.com/auth/cloud-platform"
  private static let signer = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts"

  private let identity: String
  private let keyFile: String

  package init(identity: String, keyFile: String) {
    self.identity = identity
    self.keyFile = keyFile
  }

  package var fingerprint: [Sensitive<String>] { [Sensitive(identity), Sensitive(keyFile)] }

  package func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode> {
    let key = try account(context)
    let access = try await accessToken(key, context)
    let payload = YAMLNode.object(["sub": .string(key.email), "aud": .string(identity)]).json
    var call = HTTPCall(
      .post, "\(Self.signer)/\(URLText.segment(key.email)):signJwt",
      body: YAMLNode.object([
        "payload": .string(String(decoding: payload, as: UTF8.self))
      ]).json)
    call.headers[.contentType] = "application/json"
    call.headers[.authorization] = "Bearer \(access.reveal())"
    let reply = try await context.ask(call, service: "Google's IAM Credentials API")
    guard let token = (try? JSONReader.parse(reply.body))?.text("signedJwt") else {
      throw InfisicalError(.credentials, "Google's IAM Credentials API returned no signedJwt")
    }
    return Sensitive(.identity(identity, jwt: Sensitive(token)))
  }

  private struct Account {
    let email: String
    let privateKey: Sensitive<String>
    let tokenURL: String
  }

  private func account(_ context: LoginContext) throws(InfisicalError) -> Account {
    let bytes: [UInt8]
    do {
      bytes = try context.readFile(keyFile)
    } catch {
      throw InfisicalError(.credentials, "cannot read the service account key `\(keyFile)`")
    }
    guard let node = try? JSONReader.parse(bytes), node.text("type") == "service_account",
      let email = node.text("client_email"), let key = node.text("private_key")
    else {
      throw InfisicalError(.credentials, "`\(keyFile)` is not a Google service account key")
    }
    return Account(
      email: email, privateKey: Sensitive(key),
      tokenURL: node.text("token_uri") ?? "https://oauth2.googleapis.com/token")
  }

  private func accessToken(
    _ account: Account, _ context: LoginContext
  ) async throws(InfisicalError) -> Sensitive<String> {
    let now = Int(context.time.wall.milliseconds / 1000)
    let header = YAMLNode.object(["alg": "RS256", "typ": "JWT"]).json
    let claims = YAMLNode.object([
      "iss": .string(account.email), "scope": .string(Self.scope),
      "aud": .string(account.tokenURL), "iat": .integer(now), "exp": .integer(now + 3600),
    ]).json
    let text = "\(Self.base64URL(header)).\(Self.base64URL(claims))"
    let signature: [UInt8]
    do {
      let key = try _RSA.Signing.PrivateKey(pemRepresentation: account.privateKey.reveal())
      signature = Array(
        try key.signature(for: Data(text.utf8), padding: .insecurePKCS1v1_5).rawRepresentation)
    } catch {
      throw InfisicalError(.credentials, "the private key in `\(keyFile)` is invalid")
    }
    let grant = URLText.query("urn:ietf:params:oauth:grant-type:jwt-bearer")
    var call = HTTPCall(
      .post, account.tokenURL,
      body: Array("grant_type=\(grant)&assertion=\(text).\(Self.base64URL(signature))".utf8))
    call.headers[.contentType] = "application/x-www-form-urlencoded"
    let reply = try await context.ask(call, service: "Google's token endpoint")
    guard let token = (try? JSONReader.parse(reply.body))?.text("access_token") else {
      throw InfisicalError(.credentials, "Google's token endpoint returned no access_token")
    }
    return Sensitive(token)
  }

  static func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
