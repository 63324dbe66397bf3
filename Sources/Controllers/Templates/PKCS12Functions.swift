import FoundationEssentials
import GoTemplate
import SwiftASN1
import X509

/// Certificates and keys in PKCS #12 files (operator v0.11.5; RFC 7292).
enum PKCS12Functions {
  static let all: [GoFunction] = [
    decode("pkcs12key", hasPassword: false) { $0.keyPEM },
    decode("pkcs12keyPass", hasPassword: true) { $0.keyPEM },
    decode("pkcs12cert", hasPassword: false, chain),
    decode("pkcs12certPass", hasPassword: true, chain),
    encode("pemToPkcs12", hasPassword: false, isFull: false),
    encode("pemToPkcs12Pass", hasPassword: true, isFull: false),
    encode("fullPemToPkcs12", hasPassword: false, isFull: true),
    encode("fullPemToPkcs12Pass", hasPassword: true, isFull: true),
  ]

  private static func decode(
    _ name: String, hasPassword: Bool,
    _ part: @escaping @Sendable (PKCS12) throws(TemplateError) -> String
  ) -> GoFunction {
    GoFunction(name, hasPassword ? [.string, .string] : [.string]) {
      arguments throws(TemplateError) in
      let password = hasPassword ? arguments.text() : ""
      let bytes = arguments.string().bytes
      return .text(try part(try PKCS12(bytes, password: password, arguments.budget)))
    }
  }

  private static func chain(_ file: PKCS12) throws(TemplateError) -> String {
    var certificates: [Certificate] = []
    for bytes in file.certificates {
      do {
        certificates.append(try Certificate(derEncoded: bytes))
      } catch {
        throw TemplateError("a certificate in the PKCS #12 file cannot be read")
      }
    }
    return try PEMFunctions.pem(try CertificateChain.ordered(certificates))
  }

  private static func encode(_ name: String, hasPassword: Bool, isFull: Bool) -> GoFunction {
    GoFunction(
      name, hasPassword ? [.string, .string, .string] : [.string, .string],
      cost: 3 * PKCS12.rounds
    ) { arguments throws(TemplateError) in
      let certificates = try PEMFunctions.documents(arguments.text()).filter {
        $0.discriminator == "CERTIFICATE"
      }
      guard let first = certificates.first else {
        throw TemplateError("the text contains no certificate")
      }
      let key: [UInt8]
      do {
        key = try PKCS8.bytes(pem: arguments.text())
      } catch {
        throw TemplateError("the private key cannot be read")
      }
      let password = hasPassword ? arguments.text() : ""
      let chosen = isFull ? certificates.map(\.derBytes) : [first.derBytes]
      return .text(
        Data(try PKCS12.encode(certificates: chosen, key: key, password: password))
          .base64EncodedString())
    }
  }
}
