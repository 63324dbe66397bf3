import Crypto
import CryptoExtras
import FoundationEssentials
import GoTemplate
import Seams
import SwiftASN1
import X509

/// Keys and certificates that templates make (sprig 3.3.0, crypto.go): RSA of 2048 bits, as there.
enum CertificateFunctions {
  static func all(_ time: any TimeSource) -> [GoFunction] {
    let now: @Sendable () -> Date = {
      Date(timeIntervalSince1970: Double(time.now.milliseconds / 1000))
    }
    return [
      GoFunction("genPrivateKey", [.string]) { arguments throws(TemplateError) in
        .text(try privateKey(arguments.text(), arguments.budget))
      },
      GoFunction("buildCustomCert", [.string, .string]) { arguments throws(TemplateError) in
        guard let certificate = Base64Lines.data(arguments.text()),
          let key = Base64Lines.data(arguments.text())
        else { throw TemplateError("certificate and key must be base64") }
        let texts = [certificate, key].map { String(decoding: $0, as: UTF8.self) }
        _ = try PEMFunctions.certificates(texts[0])
        return record(texts[0], texts[1])
      },
      GoFunction("genCA", [.string, .int], cost: TemplateCost.rsa2048) {
        arguments throws(TemplateError) in
        let request = try Request(name: arguments.text(), days: arguments.int(), isAuthority: true)
        return try make(request, try newKey(), nil, now())
      },
      GoFunction("genCAWithKey", [.string, .int, .string], cost: TemplateCost.signature) {
        arguments throws(TemplateError) in
        let request = try Request(name: arguments.text(), days: arguments.int(), isAuthority: true)
        return try make(request, try key(arguments.text()), nil, now())
      },
      GoFunction("genSelfSignedCert", [.string, .any, .any, .int], cost: TemplateCost.rsa2048) {
        arguments throws(TemplateError) in
        let request = try Request(&arguments)
        return try make(request, try newKey(), nil, now())
      },
      GoFunction(
        "genSelfSignedCertWithKey", [.string, .any, .any, .int, .string],
        cost: TemplateCost.signature
      ) {
        arguments throws(TemplateError) in
        let request = try Request(&arguments)
        return try make(request, try key(arguments.text()), nil, now())
      },
      GoFunction(
        "genSignedCert", [.string, .any, .any, .int, .dictionary], cost: TemplateCost.rsa2048
      ) {
        arguments throws(TemplateError) in
        let request = try Request(&arguments)
        return try make(request, try newKey(), try issuer(arguments.dictionary()), now())
      },
      GoFunction(
        "genSignedCertWithKey", [.string, .any, .any, .int, .dictionary, .string],
        cost: TemplateCost.signature
      ) {
        arguments throws(TemplateError) in
        let request = try Request(&arguments)
        let issuer = try issuer(arguments.dictionary())
        return try make(request, try key(arguments.text()), issuer, now())
      },
    ]
  }

  /// What a certificate is to say.
  private struct Request {
    var name: String
    var days: Int
    var isAuthority = false
    var addresses: [String] = []
    var hosts: [String] = []

    /// A certificate ends by the year 9999 (RFC 5280, section 4.1.2.5).
    private static let mostDays = 2_900_000

    init(name: String, days: Int, isAuthority: Bool) throws(TemplateError) {
      guard days.magnitude <= UInt(Self.mostDays) else {
        throw TemplateError("the days must be at most \(Self.mostDays)")
      }
      try Self.check(name)
      self.name = name
      self.days = days
      self.isAuthority = isAuthority
    }

    init(_ arguments: inout GoArguments) throws(TemplateError) {
      let name = arguments.text()
      let addresses = try Self.texts(arguments.next(), arguments.budget)
      let hosts = try Self.texts(arguments.next(), arguments.budget)
      try self.init(name: name, days: arguments.int(), isAuthority: false)
      self.addresses = addresses
      self.hosts = hosts
    }

    private static let mostNames = 100
    /// Bytes of a name of a host (RFC 1035, section 2.3.4).
    private static let mostBytes = 255

    private static func check(_ name: String) throws(TemplateError) {
      guard name.utf8.count <= mostBytes else {
        throw TemplateError("a name is longer than \(mostBytes) bytes")
      }
    }

    private static func texts(
      _ value: GoValue, _ budget: TemplateBudget
    ) throws(TemplateError) -> [String] {
      switch value {
      case .missing, .null: return []
      case .list(let items):
        var texts: [String] = []
        guard items.count <= mostNames else {
          throw TemplateError("a certificate can have at most \(mostNames) names of a kind")
        }
        for item in items {
          let text = try GoPrint.text(item, budget)
          try check(text)
          texts.append(text)
        }
        return texts
      default: throw TemplateError("names must be a list")
      }
    }

    /// Bytes of an IPv4 address, or of an IPv6 address.
    static func bytes(_ address: String) -> [UInt8]? {
      let parts = address.split(separator: ".", omittingEmptySubsequences: false)
      if parts.count == 4 {
        let bytes = parts.compactMap { UInt8($0) }
        return bytes.count == 4 ? bytes : nil
      }
      guard address.contains(":") else { return nil }
      let halves = address.split(separator: "::", omittingEmptySubsequences: false)
      let groups = halves.map { $0.split(separator: ":").compactMap { UInt16($0, radix: 16) } }
      guard halves.count <= 2, let first = groups.first else { return nil }
      let last = groups.count == 2 ? groups[1] : []
      let gap = 8 - first.count - last.count
      guard groups.count == 2 ? gap >= 1 : gap == 0 else { return nil }
      let all = first + [UInt16](repeating: 0, count: max(0, gap)) + last
      return all.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
  }

  private static func record(_ certificate: String, _ key: String) -> GoValue {
    .dictionary(
      GoDictionary([GoString("Cert"): .text(certificate), GoString("Key"): .text(key)]))
  }

  /// A key that signs, with its PEM.
  private struct SigningKey {
    let key: Certificate.PrivateKey
    let pem: String
  }

  private static func newKey() throws(TemplateError) -> SigningKey {
    do {
      let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
      return SigningKey(key: .init(key), pem: key.pemRepresentation + "\n")
    } catch {
      throw TemplateError("the key cannot be generated")
    }
  }

  private static func key(_ pem: String) throws(TemplateError) -> SigningKey {
    do {
      return SigningKey(key: try Certificate.PrivateKey(pemEncoded: pem), pem: pem)
    } catch {
      throw TemplateError("the private key cannot be read")
    }
  }

  private static func issuer(
    _ dictionary: GoDictionary
  ) throws(TemplateError) -> (certificate: Certificate, key: Certificate.PrivateKey) {
    guard case .string(let certificate)? = dictionary["Cert"],
      case .string(let key)? = dictionary["Key"],
      let first = try PEMFunctions.certificates(certificate.text).first
    else { throw TemplateError("the CA must be the result of genCA or buildCustomCert") }
    return (first, try Self.key(key.text).key)
  }

  private static func make(
    _ request: Request, _ subject: SigningKey,
    _ issuer: (certificate: Certificate, key: Certificate.PrivateKey)?, _ now: Date
  ) throws(TemplateError) -> GoValue {
    var names: [GeneralName] = []
    for address in request.addresses {
      guard let bytes = Request.bytes(address) else {
        throw TemplateError("invalid IP address \"\(address)\"")
      }
      names.append(.ipAddress(ASN1OctetString(contentBytes: bytes[...])))
    }
    names += request.hosts.map { .dnsName($0) }
    do {
      let name = try DistinguishedName { CommonName(request.name) }
      let certificate = try Certificate(
        version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: subject.key.publicKey,
        notValidBefore: now, notValidAfter: now + Double(request.days) * 86_400,
        issuer: issuer?.certificate.subject ?? name, subject: name,
        extensions: Certificate.Extensions {
          Critical(
            request.isAuthority
              ? BasicConstraints.isCertificateAuthority(maxPathLength: nil)
              : BasicConstraints.notCertificateAuthority)
          Critical(
            KeyUsage(
              digitalSignature: true, keyEncipherment: true, keyCertSign: request.isAuthority))
          try ExtendedKeyUsage([.serverAuth, .clientAuth])
          SubjectKeyIdentifier(hash: subject.key.publicKey)
          if !names.isEmpty { SubjectAlternativeNames(names) }
        }, issuerPrivateKey: issuer?.key ?? subject.key)
      return record(try certificate.serializeAsPEM().pemString + "\n", subject.pem)
    } catch {
      throw TemplateError("the certificate cannot be generated")
    }
  }

  private static func privateKey(
    _ kind: String, _ budget: TemplateBudget
  ) throws(TemplateError) -> String {
    do {
      switch kind {
      case "", "rsa":
        try budget.spend(TemplateCost.rsa4096)
        return try _RSA.Signing.PrivateKey(keySize: .bits4096).pemRepresentation + "\n"
      case "ecdsa":
        // SEC 1, as Go writes keys of curves; RFC 5915.
        let key = P256.Signing.PrivateKey()
        let head: [UInt8] = [0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20]
        let curve: [UInt8] = [
          0xA0, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0xA1, 0x44, 0x03,
          0x42, 0x00,
        ]
        let bytes = head + key.rawRepresentation + curve + key.publicKey.x963Representation
        return PEMDocument(type: "EC PRIVATE KEY", derBytes: bytes).pemString + "\n"
      case "ed25519": return Curve25519.Signing.PrivateKey().pemRepresentation + "\n"
      case "dsa":
        throw TemplateError("DSA keys are obsolete (FIPS 186-5); use ecdsa or ed25519")
      default: throw TemplateError("unknown key type \"\(kind)\"")
      }
    } catch let error as TemplateError {
      throw error
    } catch {
      throw TemplateError("the key cannot be generated")
    }
  }
}
