/// Splits the text of an expression into tokens (cel-spec, langdef.md, "Syntax").
struct ExpressionLexer {
  enum Token: Hashable {
    case name(String)
    case string(String)
    case integer(Int)
    case double(Double)
    case symbol(String)
    case end
  }

  private let scalars: [Unicode.Scalar]
  private var cursor = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  static func tokens(_ text: String) throws(Expression.Problem) -> [Token] {
    var lexer = ExpressionLexer(text)
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    tokens.append(.end)
    return tokens
  }

  private var current: Unicode.Scalar? { cursor < scalars.count ? scalars[cursor] : nil }

  private mutating func next() throws(Expression.Problem) -> Token? {
    skipBlanks()
    guard let scalar = current else { return nil }
    if scalar.properties.isAlphabetic || scalar == "_" { return try word() }
    if ("0"..."9").contains(scalar) { return try number() }
    if scalar == "\"" || scalar == "'" { return .string(try string(isRaw: false)) }
    for symbol in ["||", "&&", "==", "!=", "<=", ">="] where starts(with: symbol) {
      cursor += 2
      return .symbol(symbol)
    }
    guard "<>+-*/%!?:.,()[]{}".unicodeScalars.contains(scalar) else {
      throw Expression.Problem("unexpected `\(scalar)` in the expression")
    }
    cursor += 1
    return .symbol(String(Character(scalar)))
  }

  private mutating func skipBlanks() {
    while let scalar = current {
      if starts(with: "//") {
        while let scalar = current, scalar != "\n" { _ = (scalar, cursor += 1) }
      } else if scalar.properties.isWhitespace {
        cursor += 1
      } else {
        return
      }
    }
  }

  private func starts(with text: String) -> Bool {
    scalars[cursor...].starts(with: text.unicodeScalars)
  }

  private mutating func word() throws(Expression.Problem) -> Token {
    var text = ""
    while let scalar = current,
      scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    {
      text.unicodeScalars.append(scalar)
      cursor += 1
    }
    if let quote = current, quote == "\"" || quote == "'" {
      guard text == "r" || text == "R" else {
        throw Expression.Problem("bytes are not supported")
      }
      return .string(try string(isRaw: true))
    }
    return .name(text)
  }

  private mutating func number() throws(Expression.Problem) -> Token {
    var text = ""
    while let scalar = current,
      ("0"..."9").contains(scalar) || ".eExXabcdefABCDEF".unicodeScalars.contains(scalar)
        || ((scalar == "+" || scalar == "-") && (text.hasSuffix("e") || text.hasSuffix("E")))
    {
      text.unicodeScalars.append(scalar)
      cursor += 1
    }
    if let suffix = current, suffix == "u" || suffix == "U" { cursor += 1 }
    if text.hasPrefix("0x"), let value = Int(text.dropFirst(2), radix: 16) {
      return .integer(value)
    }
    if let value = Int(text) { return .integer(value) }
    if let value = Double(text) { return .double(value) }
    throw Expression.Problem("`\(text)` is not a number")
  }

  private mutating func string(isRaw: Bool) throws(Expression.Problem) -> String {
    guard let quote = current else { return "" }
    let triple = String(repeating: Character(quote), count: 3)
    let closing = starts(with: triple) ? triple : String(Character(quote))
    cursor += closing.unicodeScalars.count
    var text = ""
    while !starts(with: closing) {
      guard let scalar = current else { throw Expression.Problem("unterminated string") }
      cursor += 1
      text.unicodeScalars.append(scalar == "\\" && !isRaw ? try escape() : scalar)
    }
    cursor += closing.unicodeScalars.count
    return text
  }

  private mutating func escape() throws(Expression.Problem) -> Unicode.Scalar {
    guard let scalar = current else { throw Expression.Problem("unterminated string") }
    cursor += 1
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "\\", "\"", "'", "`", "?": return scalar
    case "x", "u", "U":
      let length = scalar == "x" ? 2 : scalar == "u" ? 4 : 8
      let digits = scalars[cursor..<min(cursor + length, scalars.count)]
      cursor += digits.count
      let text = String(String.UnicodeScalarView(digits))
      guard let value = UInt32(text, radix: 16), let result = Unicode.Scalar(value) else {
        throw Expression.Problem("`\\\(scalar)` requires \(length) hexadecimal digits")
      }
      return result
    default: throw Expression.Problem("unknown escape `\\\(scalar)`")
    }
  }
}
