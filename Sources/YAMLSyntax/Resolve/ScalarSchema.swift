/// A rule by which readers give plain scalars a type.
package enum ScalarSchema: CaseIterable, Sendable {
  /// As the Kubernetes API machinery reads manifests: sigs.k8s.io/yaml over go-yaml v2
  /// (`resolve.go`): YAML 1.1 booleans, Go integer prefixes, no sexagesimals.
  case kubernetes
  /// YAML 1.1 type repository, as PyYAML reads it: sexagesimals, `010` octal, timestamps.
  case yaml11
  /// YAML 1.2.2 section 10.3, core schema.
  case yaml12

  package func resolve(_ text: String) -> ScalarValue {
    guard let start = text.utf8.first else { return .null }
    guard Self.canStartValue(start) else { return .string }
    if let word = word(text) { return word }
    guard let first = text.utf8.first, first < 0x80, Self.canStartNumber(first),
      Self.canBeNumber(text)
    else { return .string }
    if let number = Self.plainInteger(text) { return .integer(number) }
    return switch self {
    case .kubernetes: GoScalar.number(text)
    case .yaml11: YAML11Scalar.number(text)
    case .yaml12: YAML12Scalar.number(text)
    }
  }

  /// Whether a text that begins with a byte can be anything but a string; most cannot.
  private static func canStartValue(_ byte: UInt8) -> Bool {
    if byte < 0x3A { return byte >= 0x30 || byte == 0x2B || byte == 0x2D || byte == 0x2E }
    switch byte | 0x20 {
    case 0x7E, 0x66, 0x6E, 0x6F, 0x74, 0x79: return true  // `~`, f, n, o, t, y
    default: return false
    }
  }

  /// Decimal digits without a sign and a leading zero: what nearly all numbers are, for all schemas.
  private static func plainInteger(_ text: String) -> Int? {
    guard text.utf8.count <= 18, text.utf8.first != 0x30 || text.utf8.count == 1 else { return nil }
    var value = 0
    for byte in text.utf8 {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  private static func canStartNumber(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E
  }

  /// Whether a text holds nothing that no number or timestamp has; most identifiers do.
  private static func canBeNumber(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == 0x2B || $0 == 0x2D }
    if digits.first == 0x30, let second = digits.dropFirst().first {
      // `0x`, `0o`, `0b`
      if [0x78, 0x58, 0x6F, 0x4F, 0x62, 0x42].contains(second) { return true }
    }
    if digits.first == 0x2E { return true }
    return digits.allSatisfy { byte in
      switch byte {
      case 0x30...0x3A, 0x2B, 0x2D, 0x2E, 0x5F, 0x20, 0x09, 0x45, 0x65, 0x54, 0x74, 0x5A, 0x7A: true
      default: false
      }
    }
  }

  private func word(_ text: String) -> ScalarValue? {
    // Comparing strings is dear: only what is as short as a word, and starts like one, is compared.
    guard let first = text.utf8.first else { return .null }
    switch (text.utf8.count, first | 0x20) {
    case (1, _): return oneLetter(text)
    case (2...5, UInt8(ascii: "n")), (2...5, UInt8(ascii: "t")), (2...5, UInt8(ascii: "f")),
      (2...5, UInt8(ascii: "y")), (2...5, UInt8(ascii: "o")):
      return common(text) ?? (self == .yaml12 ? nil : yaml11Boolean(text))
    case (4...5, UInt8(ascii: ".")), (4...5, UInt8(ascii: "+")), (4...5, UInt8(ascii: "-")):
      return special(text)
    default: return nil
    }
  }

  private func oneLetter(_ text: String) -> ScalarValue? {
    switch text {
    case "~": return .null
    case "y", "Y": return self == .kubernetes ? .boolean(true) : nil
    case "n", "N": return self == .kubernetes ? .boolean(false) : nil
    default: return nil
    }
  }

  private func common(_ text: String) -> ScalarValue? {
    switch text {
    case "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: nil
    }
  }

  private func yaml11Boolean(_ text: String) -> ScalarValue? {
    switch text {
    case "yes", "Yes", "YES", "on", "On", "ON": .boolean(true)
    case "no", "No", "NO", "off", "Off", "OFF": .boolean(false)
    default: nil
    }
  }

  private func special(_ text: String) -> ScalarValue? {
    switch text {
    case ".nan", ".NaN", ".NAN": .float(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": .float(-.infinity)
    default: nil
    }
  }
}

/// Grammar shared by the number readers.
enum NumberText {
  /// Sign and the rest of `text`.
  static func splitSign(_ text: String) -> (isNegative: Bool, rest: Substring) {
    if text.hasPrefix("-") { return (true, text.dropFirst()) }
    return (false, text.hasPrefix("+") ? text.dropFirst() : text[...])
  }

  static func integer(_ digits: Substring, radix: Int, isNegative: Bool) -> ScalarValue? {
    guard !digits.isEmpty else { return nil }
    for digit in digits {
      guard let value = digit.hexDigitValue, digit.isASCII, value < radix else { return nil }
    }
    guard let value = Int((isNegative ? "-" : "") + digits, radix: radix) else {
      return .bigInteger
    }
    return .integer(value)
  }

  /// Decimal floating point: digits with an optional fraction and exponent.
  static func float(
    _ text: Substring, isNegative: Bool, needsSign: Bool = false, allowsBareDot: Bool = true
  ) -> ScalarValue? {
    var rest = text[...]
    let whole = digits(&rest)
    var fraction: Substring = ""
    var hasDot = false
    if rest.first == "." {
      hasDot = true
      rest = rest.dropFirst()
      fraction = digits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    guard hasDot || !whole.isEmpty else { return nil }
    var exponent = ""
    if let mark = rest.first, mark == "e" || mark == "E" {
      rest = rest.dropFirst()
      var sign = ""
      if let first = rest.first, first == "+" || first == "-" {
        sign = String(first)
        rest = rest.dropFirst()
      } else if needsSign {
        return nil
      }
      let power = digits(&rest)
      guard !power.isEmpty else { return nil }
      exponent = "e\(sign)\(power)"
    }
    guard rest.isEmpty else { return nil }
    let spelled =
      (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole)
      + (fraction.isEmpty ? "" : "." + fraction) + exponent
    return Double(spelled).map(ScalarValue.float)
  }

  static func digits(_ text: inout Substring) -> Substring {
    let prefix = text.prefix { $0.isASCII && $0.isWholeNumber }
    text = text.dropFirst(prefix.count)
    return prefix
  }
}
