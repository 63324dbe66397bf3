/// Constants as Go writes them (The Go Programming Language Specification, String literals).
enum TemplateLiteral {
  /// A double-quoted string; escapes may make bytes that are no UTF-8, which become replacement
  /// characters.
  static func quoted(
    _ scalars: [Unicode.Scalar], from start: Int, at place: TemplateError.Place
  ) throws(TemplateError) -> (text: String, length: Int) {
    var bytes: [UInt8] = []
    var index = start + 1
    while index < scalars.count, scalars[index] != "\"" {
      guard scalars[index] != "\n" else { break }
      if scalars[index] == "\\" {
        bytes += try escape(scalars, &index, quote: "\"", at: place)
      } else {
        bytes += Array(String(scalars[index]).utf8)
        index += 1
      }
    }
    guard index < scalars.count, scalars[index] == "\"" else {
      throw TemplateError("unterminated quoted string", at: place)
    }
    return (String(decoding: bytes, as: UTF8.self), index + 1 - start)
  }

  /// A character constant: its code point.
  static func character(
    _ scalars: [Unicode.Scalar], from start: Int, at place: TemplateError.Place
  ) throws(TemplateError) -> (value: Int, length: Int) {
    var index = start + 1
    guard index < scalars.count else {
      throw TemplateError("unterminated character constant", at: place)
    }
    var value = Int(scalars[index].value)
    if scalars[index] == "\\" {
      let bytes = try escape(scalars, &index, quote: "'", at: place)
      value = String(decoding: bytes, as: UTF8.self).unicodeScalars.first.map { Int($0.value) } ?? 0
    } else {
      index += 1
    }
    guard index < scalars.count, scalars[index] == "'" else {
      throw TemplateError("malformed character constant", at: place)
    }
    return (value, index + 1 - start)
  }

  private static func escape(
    _ scalars: [Unicode.Scalar], _ index: inout Int, quote: Unicode.Scalar,
    at place: TemplateError.Place
  ) throws(TemplateError) -> [UInt8] {
    index += 1
    guard index < scalars.count else {
      throw TemplateError("unterminated quoted string", at: place)
    }
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case "a": return [7]
    case "b": return [8]
    case "f": return [12]
    case "n": return [10]
    case "r": return [13]
    case "t": return [9]
    case "v": return [11]
    case "\\": return [0x5C]
    case quote: return Array(String(quote).utf8)
    case "x": return [UInt8(try digits(scalars, &index, 2, 16, place))]
    case "u", "U":
      let value = try digits(scalars, &index, scalar == "u" ? 4 : 8, 16, place)
      guard let result = Unicode.Scalar(UInt32(value)) else { break }
      return Array(String(result).utf8)
    case "0"..."7":
      index -= 1
      let value = try digits(scalars, &index, 3, 8, place)
      if value < 256 { return [UInt8(value)] }
    default: break
    }
    throw TemplateError("invalid syntax in a quoted constant", at: place)
  }

  private static func digits(
    _ scalars: [Unicode.Scalar], _ index: inout Int, _ count: Int, _ radix: Int,
    _ place: TemplateError.Place
  ) throws(TemplateError) -> Int {
    var value = 0
    for _ in 0..<count {
      guard index < scalars.count, let digit = Character(scalars[index]).hexDigitValue,
        digit < radix
      else { throw TemplateError("invalid syntax in a quoted constant", at: place) }
      value = value * radix + digit
      index += 1
    }
    return value
  }

  /// A number: Go's prefixes and underscores; nil when it is not a number.
  static func number(_ text: String) -> GoValue? {
    var digits = text[...]
    let isNegative = digits.hasPrefix("-")
    if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
    let lower = digits.lowercased()
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where lower.hasPrefix(prefix) {
      let rest = lower.dropFirst(2).replacing("_", with: "")
      if let value = Int((isNegative ? "-" : "") + rest, radix: radix) { return .integer(value) }
      return nil
    }
    let plain = digits.replacing("_", with: "")
    guard let first = plain.utf8.first, (0x30...0x39).contains(first) || first == 0x2E else {
      return nil
    }
    if plain.count > 1, first == 0x30, plain.utf8.allSatisfy({ (0x30...0x37).contains($0) }) {
      return Int((isNegative ? "-" : "") + plain, radix: 8).map { .integer($0) }
    }
    if let value = Int((isNegative ? "-" : "") + plain) { return .integer(value) }
    guard
      plain.utf8.allSatisfy({
        (0x30...0x39).contains($0) || [0x2E, 0x45, 0x65, 0x2B, 0x2D].contains($0)
      }),
      let value = Double(
        (isNegative ? "-" : "")
          + (plain.hasPrefix(".") ? "0" + plain : plain.hasSuffix(".") ? plain + "0" : plain))
    else { return nil }
    return .double(value)
  }
}
