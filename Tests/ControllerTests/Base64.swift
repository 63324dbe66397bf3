import Foundation

/// Base 64 of texts.
enum Base64 {
  static func text(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  static func decode(_ text: String) -> String {
    String(decoding: Data(base64Encoded: text) ?? Data(), as: UTF8.self)
  }
}
