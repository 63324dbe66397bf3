import NIOSSL
package import Seams

/// How the peer is verified, and what proves who we are.
package struct TLSPolicy: Sendable {
  /// PEM of authorities; empty means those of the system alone.
  package var authorities: [UInt8]
  /// Whether the authorities of the system count beside those named.
  package var trustsSystem: Bool
  /// File of the authorities that stand for the system's (`SSL_CERT_FILE`, as OpenSSL and Go have it).
  package var systemFile: String?
  /// Certificate chain as PEM, with its key.
  package var identity: (certificate: [UInt8], key: Sensitive<[UInt8]>)?
  package var isInsecure: Bool
  /// Name that the certificate must carry instead of the host's.
  package var serverName: String?

  package init(
    authorities: [UInt8] = [], trustsSystem: Bool = true, systemFile: String? = nil,
    identity: (certificate: [UInt8], key: Sensitive<[UInt8]>)? = nil, isInsecure: Bool = false,
    serverName: String? = nil
  ) {
    self.authorities = authorities
    self.trustsSystem = trustsSystem
    self.systemFile = systemFile
    self.identity = identity
    self.isInsecure = isInsecure
    self.serverName = serverName
  }

  /// The settings of NIOSSL; throws when PEM cannot be read.
  func configuration() throws(TransportError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    do {
      if trustsSystem, let systemFile { configuration.trustRoots = .file(systemFile) }
      if !authorities.isEmpty {
        let certificates = try NIOSSLCertificate.fromPEMBytes(authorities)
        guard !certificates.isEmpty else {
          throw TransportError(.tls, "the CA bundle contains no certificate")
        }
        if trustsSystem {
          configuration.additionalTrustRoots = [.certificates(certificates)]
        } else {
          configuration.trustRoots = .certificates(certificates)
        }
      }
      if let identity {
        configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(identity.certificate)
          .map { .certificate($0) }
        configuration.privateKey = .privateKey(
          try NIOSSLPrivateKey(bytes: identity.key.reveal(), format: .pem))
      }
    } catch let error as TransportError {
      throw error
    } catch {
      throw TransportError(.tls, "a certificate or key cannot be read as PEM")
    }
    if isInsecure { configuration.certificateVerification = .none }
    return configuration
  }
}
