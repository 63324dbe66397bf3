/// Conversions that sprig 3.3.0 makes itself.
enum SprigValues {
  /// `strval`: what a value is as text.
  static func text(_ value: GoValue) -> GoString {
    switch value {
    case .string(let text): text
    case .missing, .null: GoString("<nil>")
    default: GoString(GoPrint.bytes(value))
    }
  }

  /// Whether `empty` takes a value for nothing.
  static func isEmpty(_ value: GoValue) -> Bool {
    switch value {
    case .missing, .null: true
    case .bool(let flag): !flag
    case .integer(let number, _): number == 0
    case .double(let number): number == 0
    case .string(let text): text.bytes.isEmpty
    case .list(let items): items.isEmpty
    case .dictionary(let dictionary): dictionary.count == 0
    case .secret, .time: false
    }
  }

  /// `cast.ToInt64`: numbers cut, texts read as Go's integer literals, anything else 0.
  static func integer(_ value: GoValue) -> Int {
    switch value {
    case .integer(let number, _): return number
    case .double(let number):
      guard number.isFinite, abs(number) < 9.2e18 else { return 0 }
      return Int(number)
    case .bool(let flag): return flag ? 1 : 0
    case .string(let text):
      // Decimal texts with leading zeros are decimal all the same.
      let plain = text.text
      if let number = Int(plain) { return number }
      if case .integer(let number, _)? = TemplateLiteral.number(plain) { return number }
      return 0
    default: return 0
    }
  }

  /// A number of any kind, or a text that is one, as a fraction (`cast.ToFloat64`).
  static func double(_ value: GoValue) -> Double {
    switch value {
    case .integer(let number, _): Double(number)
    case .double(let number): number
    case .bool(let flag): flag ? 1 : 0
    case .string(let text): Double(text.text) ?? 0
    default: 0
    }
  }

  /// The items of a list; an error names what else there was.
  static func items(
    _ value: GoValue, _ action: String
  ) throws(TemplateError) -> [GoValue] {
    guard case .list(let items) = value else {
      throw TemplateError("Cannot \(action) on type \(value.kindName)")
    }
    return items
  }

  /// `strslice`: a list as texts, nil items left out; any other value alone.
  static func texts(_ value: GoValue) -> [GoString] {
    switch value {
    case .list(let items): items.filter { !$0.isNothing }.map(text)
    case .missing, .null: []
    default: [text(value)]
    }
  }

  /// Whether two values are the same in all their parts (`reflect.DeepEqual`).
  static func areEqual(_ left: GoValue, _ right: GoValue) -> Bool {
    switch (left, right) {
    case (.missing, _), (.null, _): right.isNothing
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left, let width), .integer(let right, let other)):
      left == right && width == other
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.secret(let left), .secret(let right)): left == right
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
    case (.dictionary(let left), .dictionary(let right)):
      left.keys == right.keys
        && left.keys.allSatisfy { areEqual(left[$0] ?? .null, right[$0] ?? .null) }
    default: false
    }
  }
}
