/// Floating-point numbers as Go prints them (strconv, `FormatFloat`).
enum FloatText {
  /// The text of `value`.
  ///
  /// - `verb`: `e`, `f` or `g`; `precision`: digits, nil for the shortest that reads back.
  static func format(
    _ value: Double, _ verb: Character, precision: Int?
  ) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    let sign = value.sign == .minus ? "-" : ""
    var digits =
      precision == nil
      ? DecimalDigits(shortest: value.magnitude) : DecimalDigits(exact: value.magnitude)
    switch verb {
    case "f":
      if let precision { digits.round(to: digits.exponent + precision) }
      return sign + fixed(digits, precision ?? max(0, digits.digits.count - digits.exponent))
    case "e":
      if let precision { digits.round(to: precision + 1) }
      return sign + scientific(digits, precision ?? max(0, digits.digits.count - 1))
    default:
      let wanted = precision.map { max(1, $0) }
      if let wanted { digits.round(to: wanted) }
      let exponent = digits.digits.isEmpty ? 0 : digits.exponent - 1
      let most = wanted.map { max($0, digits.digits.count) } ?? 6
      if exponent < -4 || exponent >= most {
        return sign + scientific(digits, max(0, digits.digits.count - 1))
      }
      return sign + fixed(digits, max(0, digits.digits.count - digits.exponent))
    }
  }

  private static func digit(_ digits: DecimalDigits, _ index: Int) -> Character {
    let value = digits.digits.indices.contains(index) ? digits.digits[index] : 0
    return Character(Unicode.Scalar(0x30 + value))
  }

  private static func fixed(_ digits: DecimalDigits, _ precision: Int) -> String {
    var text = ""
    if digits.exponent > 0 {
      for index in 0..<digits.exponent { text.append(digit(digits, index)) }
    } else {
      text = "0"
    }
    guard precision > 0 else { return text }
    text += "."
    for index in 0..<precision {
      let place = digits.exponent + index
      text.append(place < 0 ? "0" : digit(digits, place))
    }
    return text
  }

  private static func scientific(_ digits: DecimalDigits, _ precision: Int) -> String {
    var text = String(digit(digits, 0))
    if precision > 0 {
      text += "."
      for index in 1...precision { text.append(digit(digits, index)) }
    }
    let exponent = digits.digits.isEmpty ? 0 : digits.exponent - 1
    let magnitude = String(abs(exponent))
    return text + "e" + (exponent < 0 ? "-" : "+") + (magnitude.count < 2 ? "0" : "") + magnitude
  }
}
