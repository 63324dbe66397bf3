import Crypto
import CryptoExtras
import FoundationEssentials
import GoTemplate
import YAMLSyntax

/// `jwkPublicKeyPem` and `jwkPrivateKeyPem` (RFC 7517, 7518 and 8037).
enum JWKFunctions {
  static let all: [GoFunction] = [
    GoFunction("jwkPublicKeyPem", [.string]) { arguments throws(TemplateError) in
      let key = try JWK(arguments.string().bytes)
      return .text(try key.convert { try $0.publicPEM() } + "\n")
    },
    GoFunction("jwkPrivateKeyPem", [.string]) { arguments throws(TemplateError) in
      let key = try JWK(arguments.string().bytes)
      return .text(try key.convert { try $0.privatePEM() } + "\n")
    },
  ]
}

/// A JSON Web Key.
private struct JWK {
  struct Missing: Error {}

  private static let mostBytes = 64 << 10
  private static let mostValues = 100
  /// Bytes of a number: those of a key of 16,384 bits.
  private static let mostBytesOfNumber = 2048

  let node: YAMLNode

  init(_ bytes: [UInt8]) throws(TemplateError) {
    guard bytes.count <= Self.mostBytes,
      let node = try? JSONReader.parse(bytes, mostValues: Self.mostValues), node.text("kty") != nil
    else {
      throw TemplateError("invalid JSON Web Key")
    }
    self.node = node
  }

  func convert(_ body: (JWK) throws -> String) throws(TemplateError) -> String {
    do {
      return try body(self)
    } catch {
      throw TemplateError(
        "the JSON Web Key cannot be used: its type or one of its numbers is wrong")
    }
  }

  private func number(_ name: String) throws -> Data {
    guard var text = node.text(name) else { throw Missing() }
    text = text.replacing("-", with: "+").replacing("_", with: "/")
    while text.utf8.count % 4 != 0 { text += "=" }
    guard let data = Data(base64Encoded: text), data.count <= Self.mostBytesOfNumber else {
      throw Missing()
    }
    return data
  }

  private var isPrivate: Bool { node.text("d") != nil }

  private func point(_ width: Int) throws -> Data {
    Data([4]) + padded(try number("x"), width) + padded(try number("y"), width)
  }

  private func padded(_ data: Data, _ width: Int) -> Data {
    Data(repeating: 0, count: max(0, width - data.count)) + data
  }

  func publicPEM() throws -> String {
    switch (node.text("kty"), node.text("crv")) {
    case ("RSA", _):
      return try _RSA.Signing.PublicKey(n: number("n"), e: number("e")).pemRepresentation
    case ("EC", "P-256"):
      return try P256.Signing.PublicKey(x963Representation: point(32)).pemRepresentation
    case ("EC", "P-384"):
      return try P384.Signing.PublicKey(x963Representation: point(48)).pemRepresentation
    case ("EC", "P-521"):
      return try P521.Signing.PublicKey(x963Representation: point(66)).pemRepresentation
    case ("OKP", "Ed25519"):
      return try Curve25519.Signing.PublicKey(rawRepresentation: number("x")).pemRepresentation
    default: throw Missing()
    }
  }

  func privatePEM() throws -> String {
    switch (node.text("kty"), node.text("crv")) {
    case ("RSA", _):
      return try _RSA.Signing.PrivateKey(
        n: number("n"), e: number("e"), d: number("d"), p: number("p"), q: number("q")
      ).pkcs8PEMRepresentation
    case ("EC", "P-256"):
      return try P256.Signing.PrivateKey(rawRepresentation: padded(number("d"), 32))
        .pemRepresentation
    case ("EC", "P-384"):
      return try P384.Signing.PrivateKey(rawRepresentation: padded(number("d"), 48))
        .pemRepresentation
    case ("EC", "P-521"):
      return try P521.Signing.PrivateKey(rawRepresentation: padded(number("d"), 66))
        .pemRepresentation
    case ("OKP", "Ed25519"):
      return try Curve25519.Signing.PrivateKey(rawRepresentation: number("d")).pemRepresentation
    default: throw Missing()
    }
  }
}
