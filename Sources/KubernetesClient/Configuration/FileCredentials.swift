package import Seams

/// A token in a file that someone renews: the kubelet does so at 80 % of its life.
package actor FileCredentials: ClusterCredentials {
  /// client-go reads such files once a minute (v0.36, transport/token_source.go).
  private static let pause = Duration.seconds(60)

  private let path: String
  private let read: @Sendable (String) throws -> [UInt8]
  private let time: any TimeSource
  private var current: (token: Sensitive<String>, at: Instant)?

  package init(
    path: String, time: any TimeSource, read: @escaping @Sendable (String) throws -> [UInt8]
  ) {
    self.path = path
    self.time = time
    self.read = read
  }

  package func token() async throws(APIError) -> Sensitive<String>? {
    if let current, time.now - current.at < Self.pause { return current.token }
    do {
      let text = String(decoding: try read(path), as: UTF8.self).trimmed
      guard !text.isEmpty else { throw ConfigurationError("the file is empty") }
      let token = Sensitive(text)
      current = (token, time.now)
      return token
    } catch {
      // An old token may still do: the file is replaced in two steps.
      if let current { return current.token }
      throw APIError(.credentials, "cannot read the token in \(path): \(error)")
    }
  }

  package func refused(_ token: Sensitive<String>) async {
    if current?.token == token { current = nil }
  }
}
