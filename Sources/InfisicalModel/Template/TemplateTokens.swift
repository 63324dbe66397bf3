/// Splits the body of an action into words.
enum TemplateTokens {
  /// The tokens; nil when a string is never closed.
  static func split(_ body: ArraySlice<UInt8>) -> [TemplateAction.Token]? {
    var tokens: [TemplateAction.Token] = []
    var rest = body
    while let first = rest.first {
      switch first {
      case _ where first.isBlank: rest.removeFirst()
      case 0x22, 0x60, 0x27:
        guard let end = end(ofString: first, in: rest.dropFirst()) else { return nil }
        rest = rest[end...]
        tokens.append(.constant)
      case 0x2E: tokens.append(.field(field(&rest)))
      case 0x24:
        rest.removeFirst()
        tokens.append(.variable(word(&rest)))
        while rest.first == 0x2E { _ = field(&rest) }
      case _ where first.isDigit:
        rest = rest.drop { $0.isWord || $0 == 0x2E }
        tokens.append(.constant)
      case _ where first.isWord: tokens.append(.word(word(&rest)))
      default:
        // Fields behind a parenthesis belong to its value: `(index . "k").Value`.
        rest.removeFirst()
        if first == 0x29 { while rest.first == 0x2E { _ = field(&rest) } }
        tokens.append(.mark(Character(Unicode.Scalar(first))))
      }
    }
    return tokens
  }

  /// The offset behind the quote that closes a string; `text` starts behind the one that opens it.
  static func end(ofString quote: UInt8, in text: ArraySlice<UInt8>) -> Int? {
    var index = text.startIndex
    while index < text.endIndex, text[index] != quote {
      index += quote != 0x60 && text[index] == 0x5C ? 2 : 1
    }
    return index < text.endIndex ? index + 1 : nil
  }

  private static func word(_ rest: inout ArraySlice<UInt8>) -> String {
    let word = rest.prefix(while: \.isWord)
    rest = rest[word.endIndex...]
    return String(decoding: word, as: UTF8.self)
  }

  private static func field(_ rest: inout ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    while rest.first == 0x2E {
      rest.removeFirst()
      let name = word(&rest)
      if name.isEmpty { break }
      names.append(name)
    }
    return names
  }
}
