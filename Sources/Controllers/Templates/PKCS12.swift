import Crypto
import CryptoExtras
import FoundationEssentials
import GoTemplate
import SwiftASN1

/// A PKCS #12 file: one key and certificates (RFC 7292), encrypted with PBES2 and AES (RFC 8018).
///
/// Files of old programs, with 3DES or RC2, are refused: export them again with a current one.
struct PKCS12 {
  private(set) var keyPEM = ""
  private(set) var certificates: [[UInt8]] = []

  private enum Name {
    static let data: [UInt] = [1, 2, 840, 113_549, 1, 7, 1]
    static let encrypted: [UInt] = [1, 2, 840, 113_549, 1, 7, 6]
    static let bags: [UInt] = [1, 2, 840, 113_549, 1, 12, 10, 1]
    static let certificate: [UInt] = [1, 2, 840, 113_549, 1, 9, 22, 1]
    static let pbes2: [UInt] = [1, 2, 840, 113_549, 1, 5, 13]
    static let pbkdf2: [UInt] = [1, 2, 840, 113_549, 1, 5, 12]
    static let hmacSHA256: [UInt] = [1, 2, 840, 113_549, 2, 9]
    static let hmacSHA1: [UInt] = [1, 2, 840, 113_549, 2, 7]
    static let sha256: [UInt] = [2, 16, 840, 1, 101, 3, 4, 2, 1]
    static let aes: [UInt] = [2, 16, 840, 1, 101, 3, 4, 1]
  }

  private struct Unsupported: Error {}
  private struct WrongPassword: Error {}

  /// Rounds that go-pkcs12's "Modern" writes (0.6.0).
  static let rounds = 2048

  // MARK: Reading

  /// Rounds of a derivation are charged before it begins: the file says how many.
  init(
    _ bytes: [UInt8], password: String, _ budget: TemplateBudget
  ) throws(TemplateError) {
    do {
      let file = try DERTree(bytes)
      let content = try file.part(1)
      guard try content.part(0).isIdentifier(Name.data) else { throw Unsupported() }
      let safe = try content.part(1).part(0).content()
      if try file.parts().count > 2 {
        try Self.verify(file.part(2), safe, password, budget)
      }
      for info in try DERTree(safe).parts() { try read(info, password, budget) }
    } catch let error as TemplateError {
      throw error
    } catch is Unsupported {
      throw TemplateError(
        "the PKCS #12 file uses an obsolete encryption; export it again with PBES2 and AES")
    } catch is WrongPassword {
      throw TemplateError("the password of the PKCS #12 file is wrong")
    } catch {
      throw TemplateError("invalid PKCS #12 file")
    }
    guard !keyPEM.isEmpty || !certificates.isEmpty else {
      throw TemplateError("the PKCS #12 file contains neither a key nor a certificate")
    }
  }

  private static func verify(
    _ mac: DERTree, _ content: [UInt8], _ password: String, _ budget: TemplateBudget
  ) throws {
    let digest = try mac.part(0)
    let salt = try mac.part(1).content()
    let rounds = try mac.parts().count > 2 ? mac.part(2).number() : 1
    guard try digest.part(0).part(0).isIdentifier(Name.sha256) else { throw Unsupported() }
    try budget.spend(rounds)
    let key = PKCS12KDF.derive(password, salt: salt, purpose: 3, rounds: rounds, count: 32)
    let wanted = try digest.part(1).content()
    guard
      HMAC<SHA256>.isValidAuthenticationCode(
        wanted, authenticating: content, using: SymmetricKey(data: key))
    else { throw WrongPassword() }
  }

  private mutating func read(
    _ info: DERTree, _ password: String, _ budget: TemplateBudget
  ) throws {
    let content = try info.part(1).part(0)
    let bags: [UInt8]
    if try info.part(0).isIdentifier(Name.data) {
      bags = try content.content()
    } else if try info.part(0).isIdentifier(Name.encrypted) {
      let encrypted = try content.part(1)
      bags = try Self.decrypt(
        encrypted.part(2).content(), by: encrypted.part(1), password, budget)
    } else {
      throw Unsupported()
    }
    for bag in try DERTree(bags).parts() {
      let value = try bag.part(1).part(0)
      if try bag.part(0).isIdentifier(Name.bags + [1]) {
        keyPEM = Self.pem(value.bytes)
      } else if try bag.part(0).isIdentifier(Name.bags + [2]) {
        keyPEM = Self.pem(
          try Self.decrypt(value.part(1).content(), by: value.part(0), password, budget))
      } else if try bag.part(0).isIdentifier(Name.bags + [3]),
        try value.part(0).isIdentifier(Name.certificate)
      {
        guard certificates.count < Self.mostCertificates else { throw Unsupported() }
        certificates.append(try value.part(1).part(0).content())
      }
    }
  }

  private static let mostCertificates = 100

  private static func pem(_ bytes: [UInt8]) -> String {
    PEMDocument(type: "PRIVATE KEY", derBytes: bytes).pemString + "\n"
  }

  private static func decrypt(
    _ bytes: [UInt8], by algorithm: DERTree, _ password: String, _ budget: TemplateBudget
  ) throws -> [UInt8] {
    guard try algorithm.part(0).isIdentifier(Name.pbes2) else { throw Unsupported() }
    let derivation = try algorithm.part(1).part(0)
    let scheme = try algorithm.part(1).part(1)
    guard try derivation.part(0).isIdentifier(Name.pbkdf2) else { throw Unsupported() }
    let sizes = [2: 16, 22: 24, 42: 32]
    guard
      let size = try sizes.first(where: {
        try scheme.part(0).isIdentifier(Name.aes + [UInt($0.key)])
      })
    else { throw Unsupported() }
    let parameters = try derivation.part(1).parts()
    guard parameters.count >= 2 else { throw DERTree.Malformed() }
    let rounds = try parameters[1].number()
    guard rounds >= 1 else { throw DERTree.Malformed() }
    try budget.spend(rounds)
    // Without a name it is HMAC with SHA-1.
    var hash = KDF.Insecure.PBKDF2.HashFunction.insecureSHA1
    if let named = parameters.dropFirst(2).first(where: { $0.tag == 0x30 }) {
      if try named.part(0).isIdentifier(Name.hmacSHA256) {
        hash = .sha256
      } else if try !named.part(0).isIdentifier(Name.hmacSHA1) {
        throw Unsupported()
      }
    }
    let key = try KDF.Insecure.PBKDF2.deriveKey(
      from: Array(password.utf8), salt: parameters[0].content(), using: hash,
      outputByteCount: size.value, unsafeUncheckedRounds: rounds)
    do {
      return Array(
        try AES._CBC.decrypt(bytes, using: key, iv: .init(ivBytes: scheme.part(1).content())))
    } catch {
      throw WrongPassword()
    }
  }

  // MARK: Writing

  /// A file with a key and certificates, the first of which is that of the key.
  static func encode(
    certificates: [[UInt8]], key: [UInt8], password: String
  ) throws(TemplateError) -> [UInt8] {
    do {
      let identifier = Array(Insecure.SHA1.hash(data: certificates.first ?? []))
      // localKeyId ties the key to its certificate (PKCS #9).
      let tie = DERTree.constructed(
        0x31,
        [
          .sequence(
            .identifier([1, 2, 840, 113_549, 1, 9, 21]), .constructed(0x31, [.octets(identifier)]))
        ])
      let bags = certificates.enumerated().map { position, bytes in
        var parts: [DERTree] = [
          .identifier(Name.bags + [3]),
          .constructed(
            0xA0,
            [
              .sequence(
                .identifier(Name.certificate), .constructed(0xA0, [.octets(bytes)]))
            ]),
        ]
        if position == 0 { parts.append(tie) }
        return DERTree.sequence(of: parts)
      }
      let (first, sealedBags) = try encrypt(DERTree.sequence(of: bags).bytes, password)
      let (second, sealedKey) = try encrypt(key, password)
      let keyBag = DERTree.sequence(
        .sequence(
          .identifier(Name.bags + [2]),
          .constructed(0xA0, [.sequence(second, .octets(sealedKey))]), tie))
      let safe = DERTree.sequence(
        .sequence(
          .identifier(Name.encrypted),
          .constructed(
            0xA0,
            [
              .sequence(
                .integer(0),
                .sequence(.identifier(Name.data), first, .primitive(0x80, sealedBags)))
            ])),
        .sequence(.identifier(Name.data), .constructed(0xA0, [.octets(keyBag.bytes)]))
      ).bytes
      let salt = random(16)
      let macKey = PKCS12KDF.derive(password, salt: salt, purpose: 3, rounds: rounds, count: 32)
      let mac = Array(
        HMAC<SHA256>.authenticationCode(for: safe, using: SymmetricKey(data: macKey)))
      return DERTree.sequence(
        .integer(3),
        .sequence(.identifier(Name.data), .constructed(0xA0, [.octets(safe)])),
        .sequence(
          .sequence(.sequence(.identifier(Name.sha256), .null), .octets(mac)), .octets(salt),
          .integer(rounds))
      ).bytes
    } catch {
      throw TemplateError("the PKCS #12 file cannot be written")
    }
  }

  private static func random(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max) }
  }

  /// The algorithm as it is written down, and the encrypted bytes.
  private static func encrypt(
    _ bytes: [UInt8], _ password: String
  ) throws -> (algorithm: DERTree, bytes: [UInt8]) {
    let (salt, iv) = (random(16), random(16))
    let key = try KDF.Insecure.PBKDF2.deriveKey(
      from: Array(password.utf8), salt: salt, using: .sha256, outputByteCount: 32,
      unsafeUncheckedRounds: rounds)
    let sealed = Array(try AES._CBC.encrypt(bytes, using: key, iv: .init(ivBytes: iv)))
    let algorithm = DERTree.sequence(
      .identifier(Name.pbes2),
      .sequence(
        .sequence(
          .identifier(Name.pbkdf2),
          .sequence(
            .octets(salt), .integer(rounds), .sequence(.identifier(Name.hmacSHA256), .null))),
        .sequence(.identifier(Name.aes + [42]), .octets(iv))))
    return (algorithm, sealed)
  }
}

/// Keys for the checksum of PKCS #12 files (RFC 7292, appendix B.2), with SHA-256.
enum PKCS12KDF {
  static func derive(
    _ password: String, salt: [UInt8], purpose: UInt8, rounds: Int, count: Int
  ) -> [UInt8] {
    let block = 64
    var text: [UInt8] = []
    for unit in password.utf16 { text += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    text += [0, 0]
    func filled(_ bytes: [UInt8]) -> [UInt8] {
      guard !bytes.isEmpty else { return [] }
      let length = (bytes.count + block - 1) / block * block
      return (0..<length).map { bytes[$0 % bytes.count] }
    }
    var input = filled(salt) + filled(text)
    var output: [UInt8] = []
    while output.count < count {
      var digest = Array(
        SHA256.hash(data: [UInt8](repeating: purpose, count: block) + input))
      for _ in 1..<max(2, rounds) where rounds > 1 { digest = Array(SHA256.hash(data: digest)) }
      output += digest
      let addend = (0..<block).map { digest[$0 % digest.count] }
      for start in stride(from: 0, to: input.count, by: block) {
        var carry = 1
        for index in (0..<block).reversed() {
          let sum = Int(input[start + index]) + Int(addend[index]) + carry
          input[start + index] = UInt8(sum & 0xFF)
          carry = sum >> 8
        }
      }
    }
    return Array(output.prefix(count))
  }
}
