import Patterns

/// The functions of CEL that Redoubt evaluates: the standard ones and the string and list extensions
/// that Kubernetes 1.36 adds ("Common Expression Language in Kubernetes").
enum ExpressionFunctions {
  /// Functions behind a dot, with the numbers of arguments that they take.
  static let methods: [String: ClosedRange<Int>] = [
    "size": 0...0, "startsWith": 1...1, "endsWith": 1...1, "contains": 1...1, "matches": 1...1,
    "lowerAscii": 0...0, "upperAscii": 0...0, "trim": 0...0, "split": 1...1, "join": 0...1,
    "indexOf": 1...1, "replace": 2...2, "substring": 1...2, "isSorted": 0...0, "min": 0...0,
    "max": 0...0, "sum": 0...0, "charAt": 1...1,
  ]

  /// Functions that stand alone.
  static let globals: [String: ClosedRange<Int>] = [
    "size": 1...1, "int": 1...1, "string": 1...1, "double": 1...1, "matches": 2...2, "dyn": 1...1,
  ]

  static func call(
    _ name: String, _ arguments: [ExpressionValue]
  ) throws(Expression.Problem) -> ExpressionValue {
    let values = arguments.map(\.settled)
    switch (name, values.count) {
    case ("size", 1): return .integer(try size(values[0]))
    case ("dyn", 1): return values[0]
    case ("int", 1), ("double", 1), ("string", 1): return try convert(name, values[0])
    default: break
    }
    if case .string(let text) = values[0] {
      return try string(name, text, Array(values.dropFirst()))
    }
    if let items = values[0].items { return try list(name, items, Array(values.dropFirst())) }
    throw Expression.Problem("`\(name)` does not take \(values[0].kind)")
  }

  private static func size(_ value: ExpressionValue) throws(Expression.Problem) -> Int {
    if case .string(let text) = value { return text.unicodeScalars.count }
    if let items = value.items { return items.count }
    if let pairs = value.pairs { return pairs.count }
    throw Expression.Problem("\(value.kind) has no size")
  }

  private static func convert(
    _ name: String, _ value: ExpressionValue
  ) throws(Expression.Problem) -> ExpressionValue {
    switch (name, value) {
    case ("int", .integer), ("double", .double), ("string", .string): return value
    case ("int", .double(let number)):
      guard abs(number) < 9e18 else { throw Expression.Problem("number out of range") }
      return .integer(Int(number))
    case ("int", .string(let text)):
      guard let number = Int(text) else { throw Expression.Problem("the text is not an integer") }
      return .integer(number)
    case ("double", .integer(let number)): return .double(Double(number))
    case ("double", .string(let text)):
      guard let number = Double(text) else { throw Expression.Problem("the text is not a number") }
      return .double(number)
    case ("string", .integer(let number)): return .string(String(number))
    case ("string", .boolean(let value)): return .string(value ? "true" : "false")
    case ("string", .double(let number)):
      return .string(
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : number.description)
    default: throw Expression.Problem("cannot convert \(value.kind) with `\(name)`")
    }
  }

  private static func string(
    _ name: String, _ text: String, _ arguments: [ExpressionValue]
  ) throws(Expression.Problem) -> ExpressionValue {
    switch name {
    case "lowerAscii": return .string(ascii(text, 0x41...0x5A))
    case "upperAscii": return .string(ascii(text, 0x61...0x7A))
    case "trim": return .string(trim(text))
    case "charAt", "substring": return try part(name, text, arguments)
    default: break
    }
    guard case .string(let other) = arguments.first else {
      throw Expression.Problem("`\(name)` requires a string")
    }
    switch name {
    case "startsWith": return .boolean(text.utf8.starts(with: other.utf8))
    case "endsWith": return .boolean(text.utf8.reversed().starts(with: other.utf8.reversed()))
    case "contains": return .boolean(offset(of: other, in: text) != nil)
    case "indexOf": return .integer(offset(of: other, in: text) ?? -1)
    case "split": return .list(split(text, other).map(ExpressionValue.string))
    case "replace":
      guard case .string(let new) = arguments[1] else {
        throw Expression.Problem("`replace` requires two strings")
      }
      return .string(split(text, other).joined(separator: new))
    case "matches":
      do throws(Pattern.Problem) {
        return .boolean(try Pattern(other).matches(text))
      } catch {
        throw Expression.Problem("invalid pattern", isUnsupported: true)
      }
    default: throw Expression.Problem("`\(name)` does not take a string")
    }
  }

  private static func list(
    _ name: String, _ items: [ExpressionValue], _ arguments: [ExpressionValue]
  ) throws(Expression.Problem) -> ExpressionValue {
    let items = items.map(\.settled)
    switch name {
    case "join":
      var separator = ""
      if case .string(let text) = arguments.first { separator = text }
      var parts: [String] = []
      for item in items {
        guard case .string(let text) = item else {
          throw Expression.Problem("`join` requires a list of strings")
        }
        parts.append(text)
      }
      return .string(parts.joined(separator: separator))
    case "indexOf":
      let position = items.firstIndex { ExpressionValue.areEqual($0, arguments[0]) }
      return .integer(position ?? -1)
    case "isSorted":
      for (left, right) in zip(items, items.dropFirst())
      where try ExpressionArithmetic.order(left, right) > 0 {
        return .boolean(false)
      }
      return .boolean(true)
    case "sum":
      var total = ExpressionValue.integer(0)
      for item in items { total = try ExpressionArithmetic.apply(.plus, total, item) }
      return total
    case "min", "max":
      guard var best = items.first else { throw Expression.Problem("the list is empty") }
      for item in items.dropFirst() {
        let order = try ExpressionArithmetic.order(item, best)
        if name == "min" ? order < 0 : order > 0 { best = item }
      }
      return best
    default: throw Expression.Problem("`\(name)` does not take a list")
    }
  }

  // MARK: Text

  private static func ascii(_ text: String, _ range: ClosedRange<UInt8>) -> String {
    String(decoding: text.utf8.map { range.contains($0) ? $0 ^ 0x20 : $0 }, as: UTF8.self)
  }

  private static func trim(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Where `part` first is, counted in scalars.
  private static func offset(of part: String, in text: String) -> Int? {
    let scalars = Array(text.unicodeScalars)
    let wanted = Array(part.unicodeScalars)
    guard wanted.count <= scalars.count else { return nil }
    return (0...(scalars.count - wanted.count)).first { scalars[$0...].starts(with: wanted) }
  }

  private static func split(_ text: String, _ separator: String) -> [String] {
    guard !separator.isEmpty else { return text.unicodeScalars.map { String(Character($0)) } }
    let scalars = Array(text.unicodeScalars)
    let wanted = Array(separator.unicodeScalars)
    var parts: [String] = []
    var start = 0
    var index = 0
    while index + wanted.count <= scalars.count {
      if scalars[index] == wanted[0], scalars[index...].starts(with: wanted) {
        parts.append(String(String.UnicodeScalarView(scalars[start..<index])))
        index += wanted.count
        start = index
      } else {
        index += 1
      }
    }
    return parts + [String(String.UnicodeScalarView(scalars[start...]))]
  }

  private static func part(
    _ name: String, _ text: String, _ arguments: [ExpressionValue]
  ) throws(Expression.Problem) -> ExpressionValue {
    let scalars = Array(text.unicodeScalars)
    var bounds: [Int] = []
    for argument in arguments {
      guard case .integer(let number) = argument else {
        throw Expression.Problem("`\(name)` requires integers")
      }
      bounds.append(number)
    }
    let start = bounds[0]
    guard (0...scalars.count).contains(start) else {
      throw Expression.Problem("`\(name)` is out of the string's range")
    }
    let end =
      name == "charAt"
      ? min(start + 1, scalars.count) : bounds.count > 1 ? bounds[1] : scalars.count
    guard (start...max(start, scalars.count)).contains(end) else {
      throw Expression.Problem("`\(name)` is out of the string's range")
    }
    return .string(String(String.UnicodeScalarView(scalars[start..<end])))
  }
}
