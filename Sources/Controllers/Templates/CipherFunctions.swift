import Crypto
import CryptoExtras
import FoundationEssentials
import GoTemplate

/// Ciphers and passwords (sprig 3.3.0, crypto.go).
enum CipherFunctions {
  static let all: [GoFunction] = [
    GoFunction("encryptAES", [.string, .string]) { arguments throws(TemplateError) in
      let key = key(arguments.string().bytes)
      let iv = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
      do {
        let sealed = try AES._CBC.encrypt(
          arguments.string().bytes, using: key, iv: .init(ivBytes: iv))
        return .text((Data(iv) + sealed).base64EncodedString())
      } catch {
        throw TemplateError("the text cannot be encrypted")
      }
    },
    GoFunction("decryptAES", [.string, .string]) { arguments throws(TemplateError) in
      let key = key(arguments.string().bytes)
      guard let data = Base64Lines.data(arguments.text()), data.count >= 32 else {
        throw TemplateError("invalid base64 of an encrypted text")
      }
      do {
        let plain = try AES._CBC.decrypt(
          data.dropFirst(16), using: key, iv: .init(ivBytes: data.prefix(16)))
        return .string(GoString(Array(plain)))
      } catch {
        throw TemplateError("the text cannot be decrypted: the password or the text is wrong")
      }
    },
    GoFunction("bcrypt", [.string], cost: TemplateCost.bcrypt) { arguments throws(TemplateError) in
      .text(try Bcrypt.hash(arguments.string().bytes))
    },
    GoFunction("htpasswd", [.string, .string], cost: TemplateCost.bcrypt) {
      arguments throws(TemplateError) in
      let user = arguments.text()
      guard !user.contains(":") else { throw TemplateError("invalid username: \(user)") }
      return .text("\(user):\(try Bcrypt.hash(arguments.string().bytes))")
    },
    GoFunction(
      "derivePassword", [.any, .string, .string, .string, .string], cost: TemplateCost.scrypt
    ) { arguments throws(TemplateError) in
      guard case .integer(let counter, _) = arguments.next(), let count = UInt32(exactly: counter)
      else { throw TemplateError("the counter must be a number from 0") }
      return .text(
        try SitePassword.derive(
          counter: count, kind: arguments.text(), password: arguments.text(),
          user: arguments.text(), site: arguments.text()))
    },
  ]

  /// The password itself, cut or filled with zeros to 32 bytes, as sprig has it.
  private static func key(_ password: [UInt8]) -> SymmetricKey {
    SymmetricKey(
      data: Array(password.prefix(32)) + [UInt8](repeating: 0, count: max(0, 32 - password.count)))
  }
}

/// Passwords that need not be stored (the Master Password algorithm, version 3, as sprig has it).
enum SitePassword {
  private static let scope = Array("com.lyndir.masterpassword".utf8)

  private static let templates: [String: [String]] = [
    "maximum": ["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"],
    "long": [
      "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv",
      "CvccCvcvCvcvno", "CvcvnoCvccCvcv", "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc",
      "CvcvCvcvnoCvcc", "CvcvCvcvCvccno", "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno",
      "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc",
      "CvccCvcvCvccno",
    ],
    "medium": ["CvcnoCvc", "CvcCvcno"], "short": ["Cvcn"],
    "basic": ["aaanaaan", "aannaaan", "aaannaaa"], "pin": ["nnnn"],
  ]

  private static let letters: [Character: String] = [
    "V": "AEIOU", "C": "BCDFGHJKLMNPQRSTVWXYZ", "v": "aeiou", "c": "bcdfghjklmnpqrstvwxyz",
    "A": "AEIOUBCDFGHJKLMNPQRSTVWXYZ", "a": "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
    "n": "0123456789", "o": "@&%?,=[]_:-+*$#!'^~;()/.",
    "x": "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()",
  ]

  private static func number(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Array($0) }
  }

  static func derive(
    counter: UInt32, kind: String, password: String, user: String, site: String
  ) throws(TemplateError) -> String {
    guard let templates = templates[kind] else {
      throw TemplateError("cannot find password template \(kind)")
    }
    let key: SymmetricKey
    do {
      key = try KDF.Scrypt.deriveKey(
        from: Array(password.utf8), salt: scope + number(user.utf8.count) + Array(user.utf8),
        outputByteCount: 64, rounds: 32_768, blockSize: 8, parallelism: 2)
    } catch {
      throw TemplateError("failed to derive password")
    }
    let text =
      scope + number(site.utf8.count) + Array(site.utf8) + number(Int(counter))
    let seed = Array(HMAC<SHA256>.authenticationCode(for: text, using: key))
    let template = templates[Int(seed[0]) % templates.count]
    return String(
      template.enumerated().compactMap { position, kind in
        let choice = Array(letters[kind] ?? "")
        return choice.isEmpty ? nil : choice[Int(seed[position + 1]) % choice.count]
      })
  }
}
