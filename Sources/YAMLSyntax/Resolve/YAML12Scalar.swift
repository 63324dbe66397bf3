/// Numbers of the YAML 1.2 core schema (YAML 1.2.2, section 10.3.2).
enum YAML12Scalar {
  static func number(_ text: String) -> ScalarValue {
    let (isNegative, rest) = NumberText.splitSign(text)
    let hasSign = rest.startIndex != text.startIndex
    if !hasSign, rest.hasPrefix("0o") {
      return NumberText.integer(rest.dropFirst(2), radix: 8, isNegative: false) ?? .string
    }
    if !hasSign, rest.hasPrefix("0x") {
      return NumberText.integer(rest.dropFirst(2), radix: 16, isNegative: false) ?? .string
    }
    if let value = NumberText.integer(rest, radix: 10, isNegative: isNegative) { return value }
    return NumberText.float(rest, isNegative: isNegative) ?? .string
  }
}
