/// Numbers and timestamps of the YAML 1.1 type repository, in the form PyYAML accepts.
enum YAML11Scalar {
  static func number(_ text: String) -> ScalarValue {
    if isTimestamp(text) { return .timestamp }
    let plain = text.contains("_") ? String(text.filter { $0 != "_" }) : text
    let (isNegative, rest) = NumberText.splitSign(plain)
    if let value = integer(rest, isNegative) { return value }
    if let value = sexagesimal(rest, isNegative) { return value }
    // PyYAML wants a dot in every float and a sign in every exponent.
    if rest.contains("."),
      let value = NumberText.float(rest, isNegative: isNegative, needsSign: true)
    {
      return value
    }
    return .string
  }

  private static func integer(_ rest: Substring, _ isNegative: Bool) -> ScalarValue? {
    if rest.hasPrefix("0b") {
      return NumberText.integer(rest.dropFirst(2), radix: 2, isNegative: isNegative)
    }
    if rest.hasPrefix("0x") {
      return NumberText.integer(rest.dropFirst(2), radix: 16, isNegative: isNegative)
    }
    if rest.count > 1, rest.first == "0" {
      return NumberText.integer(rest.dropFirst(), radix: 8, isNegative: isNegative)
    }
    return NumberText.integer(rest, radix: 10, isNegative: isNegative)
  }

  /// `12:30` is 750: base 60 digits after the first group (type repository, int and float).
  private static func sexagesimal(_ rest: Substring, _ isNegative: Bool) -> ScalarValue? {
    let groups = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first else { return nil }
    var total = 0.0
    var isFloat = false
    for (position, group) in groups.enumerated() {
      let parts = group.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard let whole = Int(parts[0]), parts[0].allSatisfy({ $0.isASCII && $0.isWholeNumber }),
        position == 0 || (parts[0].count <= 2 && whole < 60)
      else { return nil }
      if parts.count == 2 {
        guard position == groups.count - 1, parts[1].allSatisfy({ $0.isASCII && $0.isWholeNumber })
        else { return nil }
        isFloat = true
      }
      total =
        total * 60 + (parts.count == 2 ? Double("\(parts[0]).\(parts[1])0") ?? 0 : Double(whole))
    }
    // Only floats may start with a zero.
    if !isFloat, first.first == "0" { return nil }
    let signed = isNegative ? -total : total
    return isFloat ? .float(signed) : Int(exactly: signed).map(ScalarValue.integer) ?? .bigInteger
  }

  /// `2001-12-14` or a full date and time.
  private static func isTimestamp(_ text: String) -> Bool {
    var rest = text[...]
    guard NumberText.digits(&rest).count == 4, rest.first == "-" else { return false }
    rest = rest.dropFirst()
    guard (1...2).contains(NumberText.digits(&rest).count), rest.first == "-" else { return false }
    rest = rest.dropFirst()
    guard (1...2).contains(NumberText.digits(&rest).count) else { return false }
    guard let next = rest.first else { return true }
    return next == "T" || next == "t" || next == " " || next == "\t"
  }
}
