import Files
import NIOSSL

/// The certificate for metrics, read from files that cert-manager or an administrator renews.
struct ServingCertificate: Sendable {
  let certificate: String
  let key: String

  /// What the files hold now; compared to see whether they were renewed.
  func bytes() throws -> [UInt8] { try FileSystem.read(certificate) + FileSystem.read(key) }

  func configuration() throws(StartError) -> TLSConfiguration {
    do {
      let chain = try NIOSSLCertificate.fromPEMBytes(FileSystem.read(certificate))
      let key = try NIOSSLPrivateKey(bytes: FileSystem.read(key), format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      return configuration
    } catch {
      throw StartError(
        "the certificate for metrics cannot be used: \(certificate) and \(key) must be PEM")
    }
  }
}
