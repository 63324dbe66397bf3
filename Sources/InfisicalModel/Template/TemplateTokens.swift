/// Splits the body of an action into words.
enum TemplateTokens {
  /// The tokens; nil when a string is never closed.
  static func split(_ body: String) -> [TemplateAction.Token]? {
    var tokens: [TemplateAction.Token] = []
    var rest = Array(body)[...]
    while let first = rest.first {
      switch first {
      case _ where first.isWhitespace: rest.removeFirst()
      case "\"", "`", "'":
        guard let end = end(of: rest, quote: first) else { return nil }
        rest = rest[end...]
        tokens.append(.constant)
      case ".":
        tokens.append(.field(field(&rest)))
      case "$":
        rest.removeFirst()
        tokens.append(.variable(word(&rest)))
        while rest.first == "." { _ = field(&rest) }
      case _ where first.isNumber:
        rest = rest.drop { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
        tokens.append(.constant)
      case _ where first.isLetter || first == "_": tokens.append(.word(word(&rest)))
      default:
        // Fields behind a parenthesis belong to its value: `(index . "k").Value`.
        rest.removeFirst()
        if first == ")" { while rest.first == "." { _ = field(&rest) } }
        tokens.append(.mark(first))
      }
    }
    return tokens
  }

  private static func end(of text: ArraySlice<Character>, quote: Character) -> Int? {
    var index = text.startIndex + 1
    while index < text.endIndex, text[index] != quote {
      index += quote != "`" && text[index] == "\\" ? 2 : 1
    }
    return index < text.endIndex ? index + 1 : nil
  }

  private static func word(_ rest: inout ArraySlice<Character>) -> String {
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    rest.removeFirst(word.count)
    return String(word)
  }

  private static func field(_ rest: inout ArraySlice<Character>) -> [String] {
    var names: [String] = []
    while rest.first == "." {
      rest.removeFirst()
      let name = word(&rest)
      if name.isEmpty { break }
      names.append(name)
    }
    return names
  }
}
