package import Seams
package import YAMLSyntax

/// One way for a machine identity to log in; holds the credentials.
package protocol LoginMethod: Sendable {
  /// Name in paths and metrics, such as `universal-auth`.
  static var path: String { get }
  /// What makes two logins the same: everything that goes into them.
  var fingerprint: [Sensitive<String>] { get }
  /// The body of the login request.
  func body(_ context: LoginContext) async throws(InfisicalError) -> Sensitive<YAMLNode>
}

/// What logins need beside credentials.
package struct LoginContext: Sendable {
  /// A token of a ServiceAccount.
  package typealias AccountTokens =
    @Sendable (_ namespace: String, _ name: String, _ audiences: [String])
    async throws(InfisicalError) -> Sensitive<String>

  /// Reaches the metadata services of clouds and their public APIs.
  package let clouds: any Transport
  package let time: any TimeSource
  package let environment: [String: String]
  package let readFile: @Sendable (String) throws -> [UInt8]
  package let accountToken: AccountTokens

  package init(
    clouds: any Transport, time: any TimeSource, environment: [String: String],
    readFile: @escaping @Sendable (String) throws -> [UInt8],
    accountToken: @escaping AccountTokens
  ) {
    self.clouds = clouds
    self.time = time
    self.environment = environment
    self.readFile = readFile
    self.accountToken = accountToken
  }

  /// The answer of a cloud's service; anything but 200 is an error that names `service`.
  func ask(_ call: HTTPCall, service: String) async throws(InfisicalError) -> HTTPReply {
    let reply: HTTPReply
    do throws(TransportError) {
      reply = try await clouds.send(call)
    } catch {
      throw InfisicalError(.credentials, "\(service) cannot be reached: \(error)")
    }
    guard reply.status == 200 else {
      throw InfisicalError(.credentials, "\(service) answered \(reply.status)")
    }
    return reply
  }
}
