/// JSON as Go's `encoding/json` writes and reads it.
enum GoJSON {
  // MARK: Writing

  /// The text of a value; `indent` of nil is compact.
  ///
  /// Keys are sorted; `<`, `>` and `&` are escaped unless asked not to. Throws for numbers that JSON does not have.
  static func text(
    _ value: GoValue, _ budget: TemplateBudget, indent: String? = nil, escapesHTML: Bool = true
  ) throws(TemplateError) -> String {
    var writer = Writer(budget: budget, indent: indent, escapesHTML: escapesHTML)
    try writer.write(value, level: 0)
    return writer.output
  }

  private struct Writer {
    let budget: TemplateBudget
    let indent: String?
    let escapesHTML: Bool
    var output = ""

    private mutating func line(_ level: Int) {
      guard let indent else { return }
      output += "\n"
      for _ in 0..<level { output += indent }
    }

    private var colon: String { indent == nil ? ":" : ": " }

    mutating func write(_ value: GoValue, level: Int) throws(TemplateError) {
      try budget.descend(to: level)
      switch value {
      case .missing, .null: output += "null"
      case .bool(let flag): output += flag ? "true" : "false"
      case .integer(let number, _): output += String(number)
      case .double(let number):
        guard number.isFinite else {
          throw TemplateError(
            "json: unsupported value: \(FloatText.format(number, "g", precision: nil))")
        }
        output += GoJSON.number(number)
      case .string(let text): quote(text)
      case .time(let time):
        quote(GoString(time.text("2006-01-02T15:04:05.999999999Z07:00")))
      case .secret(let secret):
        output += "{"
        line(level + 1)
        output += "\"Value\"\(colon)"
        quote(secret.value)
        output += ","
        line(level + 1)
        output += "\"SecretPath\"\(colon)"
        quote(secret.path)
        line(level)
        output += "}"
      case .list(let items):
        output += "["
        for (position, item) in items.enumerated() {
          if position > 0 { output += "," }
          line(level + 1)
          try write(item, level: level + 1)
        }
        if !items.isEmpty { line(level) }
        output += "]"
      case .dictionary(let dictionary):
        output += "{"
        for (position, key) in dictionary.keys.enumerated() {
          if position > 0 { output += "," }
          line(level + 1)
          quote(key)
          output += colon
          try write(dictionary[key] ?? .null, level: level + 1)
        }
        if dictionary.count > 0 { line(level) }
        output += "}"
      }
      try budget.permit(output.utf8.count)
    }

    private mutating func quote(_ text: GoString) {
      output += GoJSON.quoted(text.text, escapesHTML)
    }
  }

  private static func number(_ value: Double) -> String {
    let size = value.magnitude
    guard size != 0, size < 1e-6 || size >= 1e21 else {
      return FloatText.format(value, "f", precision: nil)
    }
    // `e-09` is written `e-9`.
    let text = FloatText.format(value, "e", precision: nil)
    guard let mark = text.range(of: "e-0") else { return text }
    return text[..<mark.lowerBound] + "e-" + text[mark.upperBound...]
  }

  private static func quoted(_ text: String, _ escapesHTML: Bool) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\u{2028}", "\u{2029}": result += code(scalar)
      case "<", ">", "&": result += escapesHTML ? code(scalar) : String(scalar)
      case _ where scalar.value < 0x20: result += code(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  // MARK: Reading

  /// The value of a text; numbers are `float64`, as Go makes them of JSON.
  static func value(
    _ text: String, _ budget: TemplateBudget
  ) throws(TemplateError) -> GoValue {
    // A value takes several times as many bytes as its text.
    try budget.allocate(text.utf8.count, of: 4)
    try budget.spend(text.utf8.count / 4)
    var reader = Reader(bytes: Array(text.utf8))
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.isAtEnd else { throw reader.unexpected("after top-level value") }
    return value
  }

  private struct Reader {
    let bytes: [UInt8]
    var cursor = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { cursor >= bytes.count }

    mutating func skipSpace() {
      while cursor < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[cursor]) { cursor += 1 }
    }

    func unexpected(_ context: String) -> TemplateError {
      guard cursor < bytes.count else { return TemplateError("unexpected end of JSON input") }
      let scalar = Character(Unicode.Scalar(bytes[cursor]))
      return TemplateError("invalid character '\(scalar)' \(context)")
    }

    mutating func take(_ byte: UInt8) -> Bool {
      guard cursor < bytes.count, bytes[cursor] == byte else { return false }
      cursor += 1
      return true
    }

    mutating func value(depth: Int) throws(TemplateError) -> GoValue {
      skipSpace()
      guard depth < TemplateLimits.mostDepth, cursor < bytes.count else {
        throw unexpected("looking for beginning of value")
      }
      switch bytes[cursor] {
      case UInt8(ascii: "{"): return try object(depth)
      case UInt8(ascii: "["): return try array(depth)
      case UInt8(ascii: "\""): return .text(try string())
      case UInt8(ascii: "t"): return try word("true", .bool(true))
      case UInt8(ascii: "f"): return try word("false", .bool(false))
      case UInt8(ascii: "n"): return try word("null", .null)
      default: return try number()
      }
    }

    private mutating func word(
      _ text: String, _ value: GoValue
    ) throws(TemplateError) -> GoValue {
      guard bytes[cursor...].starts(with: text.utf8) else {
        throw unexpected("looking for beginning of value")
      }
      cursor += text.utf8.count
      return value
    }

    private mutating func number() throws(TemplateError) -> GoValue {
      let start = cursor
      while cursor < bytes.count,
        (0x30...0x39).contains(bytes[cursor])
          || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(bytes[cursor])
      {
        cursor += 1
      }
      let text = String(decoding: bytes[start..<cursor], as: UTF8.self)
      guard let value = Double(text), let last = text.utf8.last, (0x30...0x39).contains(last),
        !text.hasPrefix("+"), !text.hasPrefix(".")
      else {
        cursor = start
        throw unexpected("looking for beginning of value")
      }
      return .double(value)
    }

    private mutating func array(_ depth: Int) throws(TemplateError) -> GoValue {
      cursor += 1
      var items: [GoValue] = []
      skipSpace()
      if take(0x5D) { return .list(of: []) }
      while true {
        items.append(try value(depth: depth + 1))
        skipSpace()
        if take(0x5D) { return .list(of: items) }
        guard take(0x2C) else { throw unexpected("after array element") }
      }
    }

    private mutating func object(_ depth: Int) throws(TemplateError) -> GoValue {
      cursor += 1
      let result = GoDictionary()
      skipSpace()
      if take(0x7D) { return .dictionary(result) }
      while true {
        skipSpace()
        guard cursor < bytes.count, bytes[cursor] == 0x22 else {
          throw unexpected("looking for beginning of object key string")
        }
        let key = try string()
        skipSpace()
        guard take(0x3A) else { throw unexpected("after object key") }
        result[GoString(key)] = try value(depth: depth + 1)
        skipSpace()
        if take(0x7D) { return .dictionary(result) }
        guard take(0x2C) else { throw unexpected("after object key:value pair") }
      }
    }

    private mutating func string() throws(TemplateError) -> String {
      cursor += 1
      var units: [UInt8] = []
      while cursor < bytes.count, bytes[cursor] != 0x22 {
        let byte = bytes[cursor]
        guard byte >= 0x20 else { throw unexpected("in string literal") }
        cursor += 1
        guard byte == 0x5C else {
          units.append(byte)
          continue
        }
        units += try escape()
      }
      guard take(0x22) else { throw unexpected("in string literal") }
      return String(decoding: units, as: UTF8.self)
    }

    private mutating func escape() throws(TemplateError) -> [UInt8] {
      guard cursor < bytes.count else { throw unexpected("in string escape code") }
      let byte = bytes[cursor]
      switch byte {
      case 0x22, 0x5C, 0x2F:
        cursor += 1
        return [byte]
      case UInt8(ascii: "b"):
        cursor += 1
        return [8]
      case UInt8(ascii: "f"):
        cursor += 1
        return [12]
      case UInt8(ascii: "n"):
        cursor += 1
        return [10]
      case UInt8(ascii: "r"):
        cursor += 1
        return [13]
      case UInt8(ascii: "t"):
        cursor += 1
        return [9]
      case UInt8(ascii: "u"):
        cursor += 1
        let high = try unit()
        if (0xD800...0xDBFF).contains(high), bytes[cursor...].starts(with: [0x5C, 0x75]) {
          let mark = cursor
          cursor += 2
          let low = try unit()
          if (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
          {
            return Array(String(scalar).utf8)
          }
          cursor = mark
        }
        return Array(String(Unicode.Scalar(high) ?? "\u{FFFD}").utf8)
      default: throw unexpected("in string escape code")
      }
    }

    private mutating func unit() throws(TemplateError) -> UInt32 {
      var value: UInt32 = 0
      for _ in 0..<4 {
        guard cursor < bytes.count,
          let digit = Character(Unicode.Scalar(bytes[cursor])).hexDigitValue
        else { throw unexpected("in \\u hexadecimal character escape") }
        value = value << 4 | UInt32(digit)
        cursor += 1
      }
      return value
    }
  }
}

extension String {
  /// Where a part first is.
  fileprivate func range(of part: String) -> Range<String.Index>? { firstRange(of: part) }
}
