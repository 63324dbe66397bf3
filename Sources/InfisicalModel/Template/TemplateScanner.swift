/// Cuts a template into text and actions.
struct TemplateScanner {
  private let source: [Character]
  private var cursor = 0

  init(_ source: String) {
    self.source = Array(source)
  }

  /// The parts; nil when an action or a string in it is never closed.
  mutating func scan() -> [TemplateText.Part]? {
    var parts: [TemplateText.Part] = []
    var text = ""
    var trimsNext = false
    func flush(trimEnd: Bool) {
      var piece = text[...]
      if trimsNext { piece = piece.drop(while: \.isWhitespace) }
      if trimEnd { while piece.last?.isWhitespace == true { piece.removeLast() } }
      if !piece.isEmpty { parts.append(.text(String(piece))) }
      text = ""
    }
    while cursor < source.count {
      guard starts(with: "{{") else {
        text.append(source[cursor])
        cursor += 1
        continue
      }
      cursor += 2
      let trimsBefore = starts(with: "-") && isBlank(cursor + 1)
      if trimsBefore { cursor += 1 }
      flush(trimEnd: trimsBefore)
      guard let (body, trimsAfter) = action() else { return nil }
      trimsNext = trimsAfter
      let trimmed = body.trimmingBlanks
      guard !trimmed.hasPrefix("/*") else { continue }
      guard let tokens = TemplateTokens.split(trimmed) else { return nil }
      parts.append(.action(TemplateAction(source: trimmed, tokens: tokens)))
    }
    flush(trimEnd: false)
    return parts
  }

  /// The body of an action and whether it trims the text behind it; the cursor ends behind `}}`.
  private mutating func action() -> (body: String, trims: Bool)? {
    var body = ""
    if skipBlanks(from: cursor, finds: "/*") {
      while cursor < source.count, !starts(with: "*/") { take(&body) }
      guard cursor < source.count else { return nil }
    }
    while cursor < source.count {
      if starts(with: "}}") {
        cursor += 2
        let trims = body.hasSuffix("-") && body.dropLast().last?.isWhitespace == true
        return (trims ? String(body.dropLast()) : body, trims)
      }
      let character = source[cursor]
      take(&body)
      guard character == "\"" || character == "`" || character == "'" else { continue }
      while cursor < source.count, source[cursor] != character {
        if character != "`", source[cursor] == "\\" { take(&body) }
        guard cursor < source.count else { return nil }
        take(&body)
      }
      guard cursor < source.count else { return nil }
      take(&body)
    }
    return nil
  }

  private mutating func take(_ body: inout String) {
    body.append(source[cursor])
    cursor += 1
  }

  private func starts(with text: String) -> Bool { source[cursor...].starts(with: text) }

  private func isBlank(_ offset: Int) -> Bool {
    offset < source.count && source[offset].isWhitespace
  }

  private func skipBlanks(from offset: Int, finds text: String) -> Bool {
    source[offset...].drop(while: \.isWhitespace).starts(with: text)
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var piece = self[...].drop(while: \.isWhitespace)
    while piece.last?.isWhitespace == true { piece.removeLast() }
    return String(piece)
  }
}
