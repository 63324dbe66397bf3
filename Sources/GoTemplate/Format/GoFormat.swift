/// `fmt.Sprintf` (Go 1.25, fmt, "Printing").
struct GoFormat {
  private struct Directive {
    var isLeft = false
    var hasPlus = false
    var hasSharp = false
    var hasSpace = false
    var hasZero = false
    var width: Int?
    var precision: Int?
  }

  private let format: [Unicode.Scalar]
  private let arguments: [GoValue]
  private var cursor = 0
  private var next = 0
  private var output: [UInt8] = []
  private let budget: TemplateBudget

  /// Widths and precisions that are larger are cut: Go reports them as bad.
  private static let mostWidth = 100_000

  /// The bytes of `format` with its verbs replaced.
  static func format(
    _ format: String, _ arguments: [GoValue], _ budget: TemplateBudget
  ) throws(TemplateError) -> [UInt8] {
    var formatter = GoFormat(
      format: Array(format.unicodeScalars), arguments: arguments, budget: budget)
    try formatter.run()
    return formatter.output
  }

  private init(format: [Unicode.Scalar], arguments: [GoValue], budget: TemplateBudget) {
    self.format = format
    self.arguments = arguments
    self.budget = budget
  }

  private mutating func write(_ text: String) { output += Array(text.utf8) }

  private mutating func run() throws(TemplateError) {
    while cursor < format.count {
      let scalar = format[cursor]
      cursor += 1
      if scalar == "%" { try directive() } else { write(String(scalar)) }
      try budget.permit(output.count)
    }
    guard next < arguments.count else { return }
    var extra: [String] = []
    for value in arguments[next...] {
      extra.append(
        value.isNothing ? "<nil>" : "\(value.typeName)=\(try GoPrint.text(value, budget))")
    }
    write("%!(EXTRA \(extra.joined(separator: ", ")))")
  }

  private mutating func directive() throws(TemplateError) {
    var directive = Directive()
    while cursor < format.count, flag(format[cursor], &directive) { cursor += 1 }
    directive.width = number(&directive)
    if cursor < format.count, format[cursor] == "." {
      cursor += 1
      var unused = Directive()
      directive.precision = number(&unused) ?? 0
    }
    guard cursor < format.count else { return write("%!(NOVERB)") }
    let verb = Character(format[cursor])
    cursor += 1
    if verb == "%" { return write("%") }
    guard next < arguments.count else { return write("%!\(verb)(MISSING)") }
    let value = arguments[next]
    next += 1
    let width = max(directive.width ?? 0, directive.precision ?? 0)
    try budget.permit(output.count + width)
    try budget.spend(bytes: width)
    output += pad(try text(value, verb, directive, depth: 0), directive, value)
  }

  private func flag(_ scalar: Unicode.Scalar, _ directive: inout Directive) -> Bool {
    switch scalar {
    case "-": directive.isLeft = true
    case "+": directive.hasPlus = true
    case "#": directive.hasSharp = true
    case " ": directive.hasSpace = true
    case "0": directive.hasZero = true
    default: return false
    }
    return true
  }

  /// A number in the format, or `*`.
  private mutating func number(_ directive: inout Directive) -> Int? {
    if cursor < format.count, format[cursor] == "*" {
      cursor += 1
      guard next < arguments.count, case .integer(let value, _) = arguments[next] else {
        next += 1
        return nil
      }
      next += 1
      if value < 0 { directive.isLeft = true }
      return Int(min(value.magnitude, UInt(Self.mostWidth)))
    }
    var value: Int?
    while cursor < format.count, let digit = Character(format[cursor]).wholeNumberValue,
      format[cursor].isASCII
    {
      value = min((value ?? 0) * 10 + digit, Self.mostWidth)
      cursor += 1
    }
    return value
  }

  private func pad(_ bytes: [UInt8], _ directive: Directive, _ value: GoValue) -> [UInt8] {
    guard let width = directive.width else { return bytes }
    let count = String(decoding: bytes, as: UTF8.self).unicodeScalars.count
    guard count < width else { return bytes }
    let missing = width - count
    if directive.isLeft { return bytes + Array(repeating: 0x20, count: missing) }
    guard directive.hasZero else { return Array(repeating: 0x20, count: missing) + bytes }
    let zeros = [UInt8](repeating: 0x30, count: missing)
    switch value {
    case .integer, .double:
      // Zeros go behind the sign.
      if let first = bytes.first, first == 0x2D || first == 0x2B || first == 0x20 {
        return [first] + zeros + bytes.dropFirst()
      }
      return zeros + bytes
    default: return zeros + bytes
    }
  }

  private func text(
    _ value: GoValue, _ verb: Character, _ directive: Directive, depth: Int
  ) throws(TemplateError) -> [UInt8] {
    try budget.descend(to: depth)
    if verb == "T" { return Array(value.typeName.utf8) }
    if verb == "v" { return try plain(value, directive) }
    switch value {
    case .missing, .null: return Array("%!\(verb)(<nil>)".utf8)
    case .bool(let flag) where verb == "t": return Array((flag ? "true" : "false").utf8)
    case .integer(let number, _): return try integer(number, verb, directive, value)
    case .double(let number): return try double(number, verb, directive, value)
    case .string(let text): return try string(text, verb, directive, value)
    case .secret(let secret) where secret.printsValue:
      return try string(secret.value, verb, directive, value)
    case .list(let items):
      var output: [UInt8] = [0x5B]
      for (position, item) in items.enumerated() {
        if position > 0 { output.append(0x20) }
        output += try text(item, verb, directive, depth: depth + 1)
        try budget.permit(output.count)
      }
      return output + [0x5D]
    case .dictionary(let dictionary):
      var output = Array("map[".utf8)
      for (position, key) in dictionary.keys.enumerated() {
        if position > 0 { output.append(0x20) }
        output += try text(.string(key), verb, directive, depth: depth + 1)
        output.append(0x3A)
        output += try text(dictionary[key] ?? .null, verb, directive, depth: depth + 1)
        try budget.permit(output.count)
      }
      return output + [0x5D]
    default: return try bad(verb, value)
    }
  }

  private func bad(_ verb: Character, _ value: GoValue) throws(TemplateError) -> [UInt8] {
    Array("%!\(verb)(\(value.typeName)=\(try GoPrint.text(value, budget)))".utf8)
  }

  private func plain(_ value: GoValue, _ directive: Directive) throws(TemplateError) -> [UInt8] {
    if directive.hasSharp, case .string(let text) = value {
      return Array(GoPrint.quoted(text).utf8)
    }
    return try GoPrint.bytes(value, budget)
  }

  private static func signed(_ text: String, _ isNegative: Bool, _ directive: Directive) -> String {
    if isNegative { return "-" + text }
    return directive.hasPlus ? "+" + text : directive.hasSpace ? " " + text : text
  }

  private func integer(
    _ number: Int, _ verb: Character, _ directive: Directive, _ value: GoValue
  ) throws(TemplateError) -> [UInt8] {
    let radix: Int
    var prefix = ""
    switch verb {
    case "d": radix = 10
    case "b":
      radix = 2
      prefix = directive.hasSharp ? "0b" : ""
    case "o", "O":
      radix = 8
      prefix = verb == "O" ? "0o" : directive.hasSharp ? "0" : ""
    case "x", "X":
      radix = 16
      prefix = directive.hasSharp ? "0\(verb)" : ""
    case "c":
      return Array(String(Unicode.Scalar(UInt32(clamping: number)) ?? "\u{FFFD}").utf8)
    case "q":
      let scalar = Unicode.Scalar(UInt32(clamping: number)) ?? "\u{FFFD}"
      return Array("'\(GoPrint.escaped(scalar, quote: "'"))'".utf8)
    case "U":
      let digits = String(number, radix: 16, uppercase: true)
      return Array(("U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits).utf8)
    default: return try bad(verb, value)
    }
    var digits = String(number.magnitude, radix: radix, uppercase: verb == "X")
    if let precision = directive.precision, digits.count < precision {
      digits = String(repeating: "0", count: precision - digits.count) + digits
    }
    return Array(Self.signed(prefix + digits, number < 0, directive).utf8)
  }

  private func double(
    _ number: Double, _ verb: Character, _ directive: Directive, _ value: GoValue
  ) throws(TemplateError) -> [UInt8] {
    let form: Character
    switch verb {
    case "e", "E": form = "e"
    case "f", "F": form = "f"
    case "g", "G": form = "g"
    default: return try bad(verb, value)
    }
    let precision = directive.precision ?? (form == "g" ? nil : 6)
    var text = FloatText.format(number.magnitude, form, precision: precision)
    if verb == "E" || verb == "G" { text = text.uppercased() }
    return Array(Self.signed(text, number.sign == .minus, directive).utf8)
  }

  private func string(
    _ text: GoString, _ verb: Character, _ directive: Directive, _ value: GoValue
  ) throws(TemplateError) -> [UInt8] {
    var bytes = text.bytes
    if let precision = directive.precision, verb == "s" || verb == "q" {
      var cut = String.UnicodeScalarView()
      cut.append(contentsOf: text.text.unicodeScalars.prefix(precision))
      bytes = Array(String(cut).utf8)
    }
    switch verb {
    case "s": return bytes
    case "q":
      if directive.hasSharp, !bytes.contains(0x60) { return [0x60] + bytes + [0x60] }
      return Array(GoPrint.quoted(GoString(bytes)).utf8)
    case "x", "X":
      return Array(
        bytes.map { byte in
          let digits = String(byte, radix: 16, uppercase: verb == "X")
          return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: directive.hasSpace ? " " : "").utf8)
    default: return try bad(verb, value)
    }
  }
}
