/// Conversions that sprig 3.3.0 makes itself.
enum SprigValues {
  /// `strval`: what a value is as text.
  static func text(
    _ value: GoValue, _ budget: TemplateBudget
  ) throws(TemplateError) -> GoString {
    switch value {
    case .string(let text): text
    case .missing, .null: GoString("<nil>")
    default: GoString(try GoPrint.bytes(value, budget))
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
  ) throws(TemplateError) -> GoList {
    guard case .list(let items) = value else {
      throw TemplateError("Cannot \(action) on type \(value.kindName)")
    }
    return items
  }

  /// `strslice`: a list as texts, nil items left out; any other value alone.
  static func texts(
    _ value: GoValue, _ budget: TemplateBudget
  ) throws(TemplateError) -> [GoString] {
    switch value {
    case .list(let items):
      var texts: [GoString] = []
      for item in items where !item.isNothing {
        let text = try text(item, budget)
        try budget.allocate(text.bytes.count + MemoryLayout<GoString>.stride)
        texts.append(text)
      }
      return texts
    case .missing, .null: return []
    default: return [try text(value, budget)]
    }
  }

  /// Whether two values are the same in all their parts (`reflect.DeepEqual`).
  static func areEqual(
    _ left: GoValue, _ right: GoValue, _ budget: TemplateBudget, depth: Int = 0
  ) throws(TemplateError) -> Bool {
    try budget.descend(to: depth)
    switch (left, right) {
    case (.missing, _), (.null, _): return right.isNothing
    case (.bool(let left), .bool(let right)): return left == right
    case (.integer(let left, let width), .integer(let right, let other)):
      return left == right && width == other
    case (.double(let left), .double(let right)): return left == right
    case (.string(let left), .string(let right)):
      try budget.spend(bytes: min(left.bytes.count, right.bytes.count))
      return left == right
    case (.secret(let left), .secret(let right)): return left == right
    case (.time(let left), .time(let right)): return left == right
    case (.list(let left), .list(let right)):
      // One and the same is equal, but for NaN, which Go's shortcut passes over as well.
      if left === right { return true }
      guard left.count == right.count else { return false }
      for (first, second) in zip(left, right)
      where !(try areEqual(first, second, budget, depth: depth + 1)) {
        return false
      }
      return true
    case (.dictionary(let left), .dictionary(let right)):
      if left === right { return true }
      guard left.keys == right.keys else { return false }
      for key in left.keys
      where
        !(try areEqual(
          left[key] ?? .null, right[key] ?? .null, budget, depth: depth + 1))
      {
        return false
      }
      return true
    default: return false
    }
  }
}
