import GoTemplate
import Seams

/// Functions of templates that need more than their arguments' text: a clock, chance, keys, certificates.
///
/// With those of ``GoTemplate/SprigFunctions`` and the two that know secrets they are all that the
/// definitions promise (operator v0.11.5).
struct TemplateFunctions: Sendable {
  let all: [GoFunction]

  init(time: any TimeSource) {
    all =
      TextFunctions.all + DateFunctions.all(time) + RegexFunctions.all
      + SemverFunctions.all + AddressFunctions.all + YAMLFunctions.all + PEMFunctions.all
      + JWKFunctions.all + CertificateFunctions.all(time) + CipherFunctions.all
      + PKCS12Functions.all
  }

  /// Names of functions that give something else each time.
  static let changing: Set<String> = [
    "now", "ago", "date", "date_in_zone", "dateInZone", "htmlDate", "htmlDateInZone",
    "durationRound", "unixEpoch", "randAlphaNum", "randAlpha", "randAscii", "randNumeric",
    "randInt",
    "randBytes", "shuffle", "uuidv4", "bcrypt", "htpasswd", "genPrivateKey", "genCA",
    "genCAWithKey", "genSelfSignedCert", "genSelfSignedCertWithKey", "genSignedCert",
    "genSignedCertWithKey", "encryptAES", "getHostByName", "pemToPkcs12", "pemToPkcs12Pass",
    "fullPemToPkcs12", "fullPemToPkcs12Pass",
  ]

  /// Whether a template may give something else for the same secrets; rather once too often.
  static func isChanging(_ template: TemplateWish?) -> Bool {
    let texts: [String] =
      switch template {
      case nil: []
      case .perKey(let templates): templates.map(\.text)
      case .bulk(let text): [text]
      }
    return texts.contains { text in
      var word = ""
      for character in text + " " {
        if character.isLetter || character.isNumber || character == "_" {
          word.append(character)
        } else {
          if changing.contains(word) { return true }
          word = ""
        }
      }
      return false
    }
  }
}
