import SwiftASN1

/// Private keys in their common wrapping (RFC 5958).
enum PKCS8 {
  static let rsa: [UInt] = [1, 2, 840, 113_549, 1, 1, 1]
  static let curve: [UInt] = [1, 2, 840, 10_045, 2, 1]

  /// The bytes of the first private key in a text; keys of RFC 8017 and RFC 5915 are wrapped.
  static func bytes(pem: String) throws -> [UInt8] {
    for document in try PEMDocument.parseMultiple(pemString: pem) {
      switch document.discriminator {
      case "PRIVATE KEY": return document.derBytes
      case "RSA PRIVATE KEY":
        return DERTree.sequence(
          .integer(0), .sequence(.identifier(rsa), .null), .octets(document.derBytes)
        ).bytes
      case "EC PRIVATE KEY":
        let key = try DERTree(document.derBytes)
        guard let parameters = try key.parts().first(where: { $0.tag == 0xA0 }) else {
          throw DERTree.Malformed()
        }
        return DERTree.sequence(
          .integer(0), .sequence(.identifier(curve), try parameters.part(0)),
          .octets(document.derBytes)
        ).bytes
      default: continue
      }
    }
    throw DERTree.Malformed()
  }
}
