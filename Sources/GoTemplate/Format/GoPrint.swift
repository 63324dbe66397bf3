/// Values as `fmt` prints them with `%v`.
package enum GoPrint {
  /// What an action writes: `<no value>` where there is none.
  static func output(
    _ value: GoValue, _ budget: TemplateBudget
  ) throws(TemplateError) -> [UInt8] {
    if case .missing = value { return Array("<no value>".utf8) }
    return try bytes(value, budget)
  }

  /// `%v` of a value.
  static func bytes(
    _ value: GoValue, _ budget: TemplateBudget
  ) throws(TemplateError) -> [UInt8] {
    if let bytes = simple(value) { return bytes }
    var output: [UInt8] = []
    try write(value, to: &output, budget, depth: 0)
    return output
  }

  /// A value that holds no others; nil for one that does.
  private static func simple(_ value: GoValue) -> [UInt8]? {
    switch value {
    case .missing, .null: Array("<nil>".utf8)
    case .bool(let value): Array((value ? "true" : "false").utf8)
    case .integer(let value, _): Array(String(value).utf8)
    case .double(let value): Array(FloatText.format(value, "g", precision: nil).utf8)
    case .string(let text): text.bytes
    case .time(let time): Array(time.description.utf8)
    case .secret(let secret):
      secret.printsValue
        ? secret.value.bytes
        : [0x7B] + secret.value.bytes + [0x20] + secret.path.bytes + [0x7D]
    case .list, .dictionary: nil
    }
  }

  private static func write(
    _ value: GoValue, to output: inout [UInt8], _ budget: TemplateBudget, depth: Int
  ) throws(TemplateError) {
    try budget.descend(to: depth)
    switch value {
    case .list(let items):
      output.append(0x5B)
      for (position, item) in items.enumerated() {
        if position > 0 { output.append(0x20) }
        try write(item, to: &output, budget, depth: depth + 1)
      }
      output.append(0x5D)
    case .dictionary(let dictionary):
      output += Array("map[".utf8)
      for (position, key) in dictionary.keys.enumerated() {
        if position > 0 { output.append(0x20) }
        output += key.bytes
        output.append(0x3A)
        try write(dictionary[key] ?? .null, to: &output, budget, depth: depth + 1)
      }
      output.append(0x5D)
    default: output += simple(value) ?? []
    }
    try budget.permit(output.count)
  }

  /// A value as text.
  package static func text(
    _ value: GoValue, _ budget: TemplateBudget
  ) throws(TemplateError) -> String {
    String(decoding: try bytes(value, budget), as: UTF8.self)
  }

  /// A constant of a template, or the type of any other value, for messages.
  static func constant(_ value: GoValue) -> String {
    simple(value).map { String(decoding: $0, as: UTF8.self) } ?? value.typeName
  }

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
