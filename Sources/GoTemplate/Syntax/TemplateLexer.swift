/// Takes a template apart into tokens (Go 1.25, text/template/parse, lex.go).
struct TemplateLexer {
  private let scalars: [Unicode.Scalar]
  private var cursor = 0
  private var line = 1
  private var column = 1
  private var offset = 0
  private var tokens: [TemplateToken] = []
  private var depth = 0

  /// The tokens of `text`, ended by `.end`.
  static func tokens(_ text: String) throws(TemplateError) -> [TemplateToken] {
    var lexer = TemplateLexer(scalars: Array(text.unicodeScalars))
    try lexer.run()
    return lexer.tokens
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var place: TemplateError.Place { .init(line: line, column: column, offset: offset) }

  private var next: Unicode.Scalar? { cursor < scalars.count ? scalars[cursor] : nil }

  private func starts(with text: StaticString, at start: Int) -> Bool {
    text.withUTF8Buffer { bytes in
      start + bytes.count <= scalars.count
        && bytes.indices.allSatisfy { scalars[start + $0].value == UInt32(bytes[$0]) }
    }
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where cursor < scalars.count {
      let scalar = scalars[cursor]
      offset += UTF8.width(scalar)
      cursor += 1
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
  }

  private mutating func run() throws(TemplateError) {
    var trimsLeft = false
    while true {
      let start = place
      var text = takeText()
      if trimsLeft { text = text.drop(while: Self.isSpace) }
      let isOpen = next != nil
      if isOpen, starts(with: "{{-", at: cursor), cursor + 3 < scalars.count,
        Self.isSpace(scalars[cursor + 3])
      {
        while let last = text.last, Self.isSpace(last) { text.removeLast() }
      }
      if !text.isEmpty {
        var string = String.UnicodeScalarView()
        string.append(contentsOf: text)
        tokens.append(TemplateToken(kind: .text(String(string)), place: start))
      }
      guard isOpen else { break }
      trimsLeft = try action()
    }
    tokens.append(TemplateToken(kind: .end, place: place))
  }

  private mutating func takeText() -> ArraySlice<Unicode.Scalar> {
    let start = cursor
    while cursor < scalars.count, !starts(with: "{{", at: cursor) { advance() }
    return scalars[start..<cursor]
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\n"
  }

  /// Reads from `{{` to `}}`; true when the closing marker trims what follows.
  private mutating func action() throws(TemplateError) -> Bool {
    let start = place
    advance(2)
    if starts(with: "-", at: cursor), cursor + 1 < scalars.count, Self.isSpace(scalars[cursor + 1])
    {
      advance(2)
    }
    if starts(with: "/*", at: cursor) { return try comment(start) }
    tokens.append(TemplateToken(kind: .open, place: start))
    depth = 0
    while true {
      let here = place
      if isTrimmedClose(cursor) {
        guard depth == 0 else { throw TemplateError("unclosed left paren", at: here) }
        while let scalar = next, Self.isSpace(scalar) { advance() }
        advance(3)
        tokens.append(TemplateToken(kind: .close, place: here))
        return true
      }
      if starts(with: "}}", at: cursor) {
        guard depth == 0 else { throw TemplateError("unclosed left paren", at: here) }
        advance(2)
        tokens.append(TemplateToken(kind: .close, place: here))
        return false
      }
      guard let scalar = next else { throw TemplateError("unclosed action", at: start) }
      tokens.append(TemplateToken(kind: try token(scalar, here), place: here))
    }
  }

  /// Whether white space, a dash and `}}` stand at `index`.
  private func isTrimmedClose(_ index: Int) -> Bool {
    guard index < scalars.count, Self.isSpace(scalars[index]) else { return false }
    var rest = index
    while rest < scalars.count, Self.isSpace(scalars[rest]) { rest += 1 }
    return starts(with: "-}}", at: rest)
  }

  private mutating func comment(_ start: TemplateError.Place) throws(TemplateError) -> Bool {
    while cursor < scalars.count, !starts(with: "*/", at: cursor) { advance() }
    guard cursor < scalars.count else { throw TemplateError("unclosed comment", at: start) }
    advance(2)
    if isTrimmedClose(cursor) {
      while let scalar = next, Self.isSpace(scalar) { advance() }
      advance(3)
      return true
    }
    guard starts(with: "}}", at: cursor) else {
      throw TemplateError("comment ends before closing delimiter", at: start)
    }
    advance(2)
    return false
  }

  private mutating func token(
    _ scalar: Unicode.Scalar, _ here: TemplateError.Place
  ) throws(TemplateError) -> TemplateToken.Kind {
    switch scalar {
    case _ where Self.isSpace(scalar):
      // Whether a closing marker ends these blanks was asked at the first of them.
      while let scalar = next, Self.isSpace(scalar) { advance() }
      return .space
    case "=":
      advance()
      return .assign
    case ":":
      guard starts(with: ":=", at: cursor) else { throw TemplateError("expected :=", at: here) }
      advance(2)
      return .declare
    case "|":
      advance()
      return .pipe
    case ",":
      advance()
      return .comma
    case "(":
      depth += 1
      advance()
      return .leftParenthesis
    case ")":
      depth -= 1
      guard depth >= 0 else { throw TemplateError("unexpected right paren", at: here) }
      advance()
      return .rightParenthesis
    case "\"":
      var literal = try TemplateLiteral.quoted(scalars, from: cursor, at: here)
      advance(literal.length)
      if literal.text.utf8.isEmpty { literal.text = "" }
      return .string(literal.text)
    case "`": return try raw(here)
    case "'":
      let literal = try TemplateLiteral.character(scalars, from: cursor, at: here)
      advance(literal.length)
      return .character(literal.value)
    case "$":
      advance()
      return .variable("$" + takeWord())
    case ".":
      if cursor + 1 < scalars.count, ("0"..."9").contains(scalars[cursor + 1]) {
        return .number(takeNumber())
      }
      advance()
      let name = takeWord()
      return name.isEmpty ? .dot : .field(name)
    case "+", "-", "0"..."9": return .number(takeNumber())
    case _ where Self.isWord(scalar):
      let word = takeWord()
      return word == "true" ? .bool(true) : word == "false" ? .bool(false) : .word(word)
    default:
      let code = String(scalar.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      throw TemplateError("unexpected bad character U+\(padded) in command", at: here)
    }
  }

  private mutating func raw(
    _ here: TemplateError.Place
  ) throws(TemplateError) -> TemplateToken.Kind {
    advance()
    var text = String.UnicodeScalarView()
    while let scalar = next, scalar != "`" {
      if scalar != "\r" { text.append(scalar) }
      advance()
    }
    guard next != nil else { throw TemplateError("unterminated raw quoted string", at: here) }
    advance()
    return .string(String(text))
  }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
  }

  private mutating func takeWord() -> String {
    var text = String.UnicodeScalarView()
    while let scalar = next, Self.isWord(scalar) {
      text.append(scalar)
      advance()
    }
    return String(text)
  }

  private mutating func takeNumber() -> String {
    var text = String.UnicodeScalarView()
    var hasDot = false
    while let scalar = next {
      if scalar == "." {
        if hasDot { break }
        hasDot = true
      }
      let isSign = (scalar == "+" || scalar == "-")
      let followsExponent = text.last.map { "eEpP".unicodeScalars.contains($0) } ?? true
      guard Self.isWord(scalar) || scalar == "." || (isSign && followsExponent) else { break }
      text.append(scalar)
      advance()
    }
    return String(text)
  }
}
