/// Numbers as go-yaml v2 reads them (`resolve.go`): underscores dropped, then Go's `ParseInt` with
/// base 0 (`0x`, `0o`, `0b`, leading zero octal), then its float pattern.
enum GoScalar {
  static func number(_ text: String) -> ScalarValue {
    let plain = text.contains("_") ? String(text.filter { $0 != "_" }) : text
    let (isNegative, rest) = NumberText.splitSign(plain)
    if let value = integer(rest, isNegative) { return value }
    if let value = NumberText.float(rest, isNegative: isNegative) { return value }
    return .string
  }

  private static func integer(_ rest: Substring, _ isNegative: Bool) -> ScalarValue? {
    let radix: Int? =
      switch rest.prefix(2) {
      case "0x", "0X": 16
      case "0o", "0O": 8
      case "0b", "0B": 2
      default: nil
      }
    if let radix {
      return NumberText.integer(rest.dropFirst(2), radix: radix, isNegative: isNegative)
    }
    if rest.count > 1, rest.first == "0",
      let octal = NumberText.integer(rest.dropFirst(), radix: 8, isNegative: isNegative)
    {
      return octal
    }
    // `08` is not an octal number; the float pattern takes it as 8.
    if rest.count > 1, rest.first == "0" { return nil }
    return NumberText.integer(rest, radix: 10, isNegative: isNegative)
  }
}
