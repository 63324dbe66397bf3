import Crypto
import FoundationEssentials
package import Seams

/// A login that can be made at any time: where, how, and with what.
package struct LoginPlan: Sendable {
  package let server: InfisicalServer
  package let method: any LoginMethod
  /// Name for metrics: the InfisicalAuth.
  package let identity: ObjectKey

  package init(server: InfisicalServer, method: any LoginMethod, identity: ObjectKey) {
    self.server = server
    self.method = method
    self.identity = identity
  }

  /// What makes two logins one session: server, method and credentials.
  package var key: SessionKey {
    var hash = SHA256()
    for part in method.fingerprint {
      let bytes = Data(part.reveal().utf8)
      hash.update(data: Data("\(bytes.count):".utf8))
      hash.update(data: bytes)
    }
    return SessionKey(
      server: server.key, method: type(of: method).path,
      credentials: Hex.text(hash.finalize()))
  }
}

/// Identity of a session.
package struct SessionKey: Hashable, Sendable {
  package let server: ServerKey
  package let method: String
  /// SHA-256 over the credentials.
  package let credentials: String
}
