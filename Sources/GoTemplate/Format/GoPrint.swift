/// Values as `fmt` prints them with `%v`.
enum GoPrint {
  /// What an action writes: `<no value>` where there is none.
  static func output(_ value: GoValue) -> [UInt8] {
    if case .missing = value { return Array("<no value>".utf8) }
    return bytes(value)
  }

  /// `%v` of a value.
  static func bytes(_ value: GoValue) -> [UInt8] {
    switch value {
    case .missing, .null: return Array("<nil>".utf8)
    case .bool(let value): return Array((value ? "true" : "false").utf8)
    case .integer(let value, _): return Array(String(value).utf8)
    case .double(let value): return Array(FloatText.format(value, "g", precision: nil).utf8)
    case .string(let text): return text.bytes
    case .time(let time): return Array(time.description.utf8)
    case .secret(let secret):
      return Array((secret.printsValue ? secret.value : "{\(secret.value) \(secret.path)}").utf8)
    case .list(let items):
      return [0x5B] + Array(items.map(bytes).joined(separator: [0x20])) + [0x5D]
    case .dictionary(let dictionary):
      let pairs = dictionary.keys.map { key in
        key.bytes + [0x3A] + bytes(dictionary[key] ?? .null)
      }
      return Array("map[".utf8) + Array(pairs.joined(separator: [0x20])) + [0x5D]
    }
  }

  /// A value as text.
  static func text(_ value: GoValue) -> String { String(decoding: bytes(value), as: UTF8.self) }

  /// A string in double quotes, as `%q` and `strconv.Quote` write it.
  static func quoted(_ string: GoString) -> String {
    var result = "\""
    for scalar in string.text.unicodeScalars { result += escaped(scalar, quote: "\"") }
    return result + "\""
  }

  static func escaped(_ scalar: Unicode.Scalar, quote: Unicode.Scalar) -> String {
    switch scalar {
    case quote: return "\\\(quote)"
    case "\\": return "\\\\"
    case "\u{7}": return "\\a"
    case "\u{8}": return "\\b"
    case "\u{C}": return "\\f"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    case "\u{B}": return "\\v"
    default: break
    }
    let isPrintable: Bool
    switch scalar.properties.generalCategory {
    case .control, .format, .unassigned, .surrogate, .privateUse, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      isPrintable = scalar == " "
    default: isPrintable = true
    }
    if isPrintable { return String(scalar) }
    let value = scalar.value
    if value < 0x80 { return "\\x" + padded(value, 2) }
    return value < 0x10000 ? "\\u" + padded(value, 4) : "\\U" + padded(value, 8)
  }

  private static func padded(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension GoValue {
  /// The value as Go prints it (`%v`).
  package var printed: String { GoPrint.text(self) }
}
