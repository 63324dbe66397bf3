import Diagnostics

/// Decides how the text of a scalar must be written so that every reader gets the same value.
enum ScalarText {
  enum Form {
    case plain
    case quoted
    case literal
  }

  /// Typed scalars stay plain; strings are plain only where no reader sees anything but a string.
  static func form(of scalar: YAMLScalar) -> Form {
    if scalar.style == .quoted { return .quoted }
    var text = scalar.text
    let (isObvious, isPlain, hasBreak) = text.withUTF8 { bytes in
      isWord(bytes)
        ? (true, true, false) : (false, isPlainSafe(bytes), bytes.contains(0x0A))
    }
    if isObvious { return .plain }
    if scalar.style == .plain { return isPlain || text.isEmpty ? .plain : .quoted }
    if hasBreak { return isLiteralSafe(text) ? .literal : .quoted }
    guard isPlain, mayBeTyped(text) else { return isPlain ? .plain : .quoted }
    let isString = ScalarSchema.allCases.allSatisfy { $0.resolve(text) == .string }
    // `=` and `<<` have tags of their own in YAML 1.1.
    return isString && text != "=" && text != "<<" ? .plain : .quoted
  }

  /// Whether a text is plain beyond doubt: letters, digits and a few marks, longer than any word that
  /// has a meaning; most keys and names are.
  private static func isWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > 5, (bytes[0] | 0x20).isLetter else { return false }
    for byte in bytes {
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x2D...0x39, 0x5F: continue
      default: return false
      }
    }
    return true
  }

  /// Whether any reader could take `text` for something else: numbers start with one of a few
  /// characters, and words with a meaning are short.
  private static func mayBeTyped(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return true }
    let isNumeric = first == 0x2B || first == 0x2D || first == 0x2E || (0x30...0x39).contains(first)
    guard !isNumeric else { return true }
    // Words with a meaning start like null, true, false, yes, no, on, off, or are `~`, `=`, `<<`.
    return text.utf8.count <= 5
      && (!(first | 0x20).isLetter || [0x6E, 0x74, 0x66, 0x79, 0x6F].contains(first | 0x20))
  }

  /// Whether `text` can stand unquoted in block context (YAML 1.2.2 section 7.3.3), read as itself.
  private static func isPlainSafe(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last, last != 0x20, last != 0x3A, first != 0x20,
      !isIndicator(first)
    else { return false }
    // `- `, `? `, `---` and `...`
    if first == 0x2D || first == 0x3F {
      if bytes.count == 1 || bytes[1] == 0x20 { return false }
    }
    if (first == 0x2D || first == 0x2E), bytes.count >= 3, bytes[1] == first, bytes[2] == first {
      return false
    }
    var previous: UInt8 = 0
    for byte in bytes {
      if byte < 0x20 || byte >= 0x7F { return false }
      if byte == 0x23, previous == 0x20 { return false }
      if byte == 0x20, previous == 0x3A { return false }
      previous = byte
    }
    return true
  }

  /// Characters that no plain scalar may start with; `-`, `?` and `:` only before a blank, but a
  /// colon in front reads badly enough to be quoted always.
  private static func isIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x22, 0x23, 0x25, 0x26, 0x27, 0x2A, 0x2C, 0x3A, 0x3E, 0x40, 0x5B, 0x5D, 0x60, 0x7B,
      0x7C, 0x7D:
      true
    default: false
    }
  }

  /// Whether a literal block gives `text` back: printable lines, none that blanks or tabs begin
  /// where a reader detects the indentation.
  private static func isLiteralSafe(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != 0x20, first != 0x0A, first != 0x09 else {
      return false
    }
    guard text.utf8.contains(where: { $0 != 0x0A }) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A, 0x09, 0x20..<0x7F, 0xA0..<0x2028, 0x202F..<0x2066, 0x206A..<0xD800,
        0xE000..<0xFEFF,
        0xFF00...0xFFFD, 0x10000...0x10FFFF:
        true
      default: false
      }
    }
  }

  /// Appends `text` in double quotes, or in single quotes when that saves escapes.
  static func quote(_ text: String, into output: inout [UInt8]) {
    let isSimple = text.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) }
    if isSimple, text.contains("\"") || text.contains("\\"), !text.contains("'") {
      output.append(0x27)
      output += text.utf8
      output.append(0x27)
    } else {
      doubleQuote(text, into: &output)
    }
  }

  private static func doubleQuote(_ text: String, into output: inout [UInt8]) {
    output.append(0x22)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: output += "\\\"".utf8
      case 0x5C: output += "\\\\".utf8
      case 0x0A: output += "\\n".utf8
      case 0x0D: output += "\\r".utf8
      case 0x09: output += "\\t".utf8
      case 0..<0x20, 0x7F..<0xA0: output += "\\x\(hex(scalar.value, 2))".utf8
      case 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
        output += "\\u\(hex(scalar.value, 4))".utf8
      default: output += String(scalar).utf8
      }
    }
    output.append(0x22)
  }

  private static func hex(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}

extension UInt8 {
  /// Whether a byte, put into lower case, is a letter of ASCII.
  fileprivate var isLetter: Bool { (0x61...0x7A).contains(self) }
}
