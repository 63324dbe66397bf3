import Crypto
import FoundationEssentials
import GoTemplate
import Seams
import YAMLSyntax

/// Texts, hashes and encodings (sprig 3.3.0 with goutils 1.1.1; the operator's own of v0.11.5).
enum TextFunctions {
  static let all: [GoFunction] =
    [
      GoFunction("snakecase", [.string]) { arguments throws(TemplateError) in
        .text(CaseText.snake(arguments.text(), "_"))
      },
      GoFunction("kebabcase", [.string]) { arguments throws(TemplateError) in
        .text(CaseText.snake(arguments.text(), "-"))
      },
      GoFunction("camelcase", [.string]) { arguments throws(TemplateError) in
        .text(CaseText.camel(arguments.text()))
      },
      GoFunction("wrap", [.int, .string]) { arguments throws(TemplateError) in
        let width = arguments.int()
        return .text(
          try CaseText.wrap(arguments.text(), width, "\n", breaksWords: false, arguments.budget))
      },
      GoFunction("wrapWith", [.int, .string, .string]) { arguments throws(TemplateError) in
        let (width, end) = (arguments.int(), arguments.text())
        return .text(
          try CaseText.wrap(arguments.text(), width, end, breaksWords: true, arguments.budget))
      },
      hash("sha1sum") { Array(Insecure.SHA1.hash(data: $0)) },
      hash("sha256sum") { Array(SHA256.hash(data: $0)) },
      hash("sha512sum") { Array(SHA512.hash(data: $0)) },
      GoFunction("adler32sum", [.string]) { arguments throws(TemplateError) in
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in arguments.string().bytes {
          low = (low + UInt32(byte)) % 65_521
          high = (high + low) % 65_521
        }
        return .text(String(high << 16 | low))
      },
      GoFunction("encodeBase64", [.string]) { arguments throws(TemplateError) in
        .text(Data(arguments.string().bytes).base64EncodedString())
      },
      GoFunction("decodeBase64ToBytes", [.string]) { arguments throws(TemplateError) in
        guard let data = Base64Lines.data(arguments.text()) else {
          throw TemplateError("invalid base64")
        }
        return .string(GoString(Array(data)))
      },
    ] + random

  private static func hash(_ name: String, _ digest: @escaping @Sendable (Data) -> [UInt8])
    -> GoFunction
  {
    GoFunction(name, [.string]) { arguments throws(TemplateError) in
      .text(Hex.text(digest(Data(arguments.string().bytes))))
    }
  }

  private static var random: [GoFunction] {
    func text(_ name: String, _ alphabet: String) -> GoFunction {
      let letters = Array(alphabet)
      return GoFunction(name, [.int]) { arguments throws(TemplateError) in
        let count = arguments.int()
        guard (0...65_536).contains(count) else {
          throw TemplateError("the length must be from 0 to 65536")
        }
        // Passwords come from these: the system's generator is cryptographically secure.
        var generator = SystemRandomNumberGenerator()
        return .text(
          String((0..<count).compactMap { _ in letters.randomElement(using: &generator) }))
      }
    }
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let ascii = String(decoding: (32...126).map { UInt8($0) }, as: UTF8.self)
    return [
      text("randAlphaNum", letters + "0123456789"), text("randAlpha", letters),
      text("randNumeric", "0123456789"), text("randAscii", ascii),
      GoFunction("randBytes", [.int]) { arguments throws(TemplateError) in
        let count = arguments.int()
        guard (0...65_536).contains(count) else {
          throw TemplateError("the length must be from 0 to 65536")
        }
        let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max) }
        return .text(Data(bytes).base64EncodedString())
      },
      GoFunction("randInt", [.int, .int]) { arguments throws(TemplateError) in
        let (low, high) = (arguments.int(), arguments.int())
        guard low < high else { throw TemplateError("the upper bound must be above the lower") }
        return .integer(Int.random(in: low..<high))
      },
      GoFunction("uuidv4") { arguments throws(TemplateError) in
        .text(UUID().uuidString.lowercased())
      },
      GoFunction("shuffle", [.string]) { arguments throws(TemplateError) in
        .text(String(arguments.text().shuffled()))
      },
    ]
  }
}

/// Base 64 as Go reads it: line breaks are passed over.
enum Base64Lines {
  static func data(_ text: String) -> Data? {
    Data(base64Encoded: String(text.filter { !$0.isNewline }))
  }
}
