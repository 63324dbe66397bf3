/// Maps (sprig 3.3.0, dict.go).
///
/// Where Go gives keys in no order, they come sorted here.
enum SprigDictionaries {
  static let all: [GoFunction] = [
    GoFunction("dict", rest: .any) { arguments throws(TemplateError) in
      let values = arguments.rest()
      let result = GoDictionary()
      for index in stride(from: 0, to: values.count, by: 2) {
        let key = try SprigValues.text(values[index], arguments.budget)
        // One that is printed is a text of its own.
        if case .string = values[index] {} else { try arguments.budget.allocate(key.bytes.count) }
        result[key] =
          index + 1 < values.count ? values[index + 1] : .text("")
      }
      return .dictionary(result)
    },
    GoFunction("get", [.dictionary, .string], makes: .selection) {
      arguments throws(TemplateError) in
      let dictionary = arguments.dictionary()
      return dictionary[arguments.string()] ?? .text("")
    },
    GoFunction("set", [.dictionary, .string, .any], makes: .selection) {
      arguments throws(TemplateError) in
      let dictionary = arguments.dictionary()
      try noteChange(of: dictionary, arguments.budget)
      dictionary[arguments.string()] = arguments.next()
      return .dictionary(dictionary)
    },
    GoFunction("unset", [.dictionary, .string], makes: .selection) {
      arguments throws(TemplateError) in
      let dictionary = arguments.dictionary()
      dictionary[arguments.string()] = nil
      return .dictionary(dictionary)
    },
    GoFunction("hasKey", [.dictionary, .string]) { arguments throws(TemplateError) in
      let dictionary = arguments.dictionary()
      return .bool(dictionary[arguments.string()] != nil)
    },
    GoFunction("keys", rest: .dictionary) { arguments throws(TemplateError) in
      .list(of: dictionaries(arguments.rest()).flatMap { $0.keys.map(GoValue.string) })
    },
    GoFunction("values", [.dictionary]) { arguments throws(TemplateError) in
      let dictionary = arguments.dictionary()
      return .list(of: dictionary.keys.map { dictionary[$0] ?? .null })
    },
    GoFunction("pluck", [.string], rest: .dictionary) { arguments throws(TemplateError) in
      let key = arguments.string()
      return .list(of: dictionaries(arguments.rest()).compactMap { $0[key] })
    },
    GoFunction("pick", [.dictionary], rest: .string) { arguments throws(TemplateError) in
      let dictionary = arguments.dictionary()
      let result = GoDictionary()
      for case .string(let key) in arguments.rest() { result[key] = dictionary[key] }
      return .dictionary(result)
    },
    GoFunction("omit", [.dictionary], rest: .string) { arguments throws(TemplateError) in
      let result = arguments.dictionary().copy
      for case .string(let key) in arguments.rest() { result[key] = nil }
      return .dictionary(result)
    },
    merging("merge", overwrites: false), merging("mustMerge", overwrites: false),
    merging("mergeOverwrite", overwrites: true), merging("mustMergeOverwrite", overwrites: true),
    GoFunction("dig", rest: .any, makes: .selection) { arguments throws(TemplateError) in
      try dig(arguments.rest(), arguments.budget)
    },
  ]

  /// Charges what one more key takes: the map itself is not a new value.
  private static func noteChange(
    of dictionary: GoDictionary, _ budget: TemplateBudget
  ) throws(TemplateError) {
    budget.noteChange(of: dictionary)
    try budget.allocate(4 * MemoryLayout<GoValue>.stride)
  }

  private static func dictionaries(_ values: [GoValue]) -> [GoDictionary] {
    values.compactMap { if case .dictionary(let dictionary) = $0 { dictionary } else { nil } }
  }

  private static func merging(_ name: String, overwrites: Bool) -> GoFunction {
    GoFunction(name, [.dictionary], rest: .dictionary, makes: .selection) {
      arguments throws(TemplateError) in
      let target = arguments.dictionary()
      let budget = arguments.budget
      for source in dictionaries(arguments.rest()) {
        try merge(source, into: target, overwrites, budget, depth: 0)
      }
      return .dictionary(target)
    }
  }

  /// As mergo does it: maps are merged, other values replace what is empty, or anything not empty
  /// replaces what is there.
  private static func merge(
    _ source: GoDictionary, into target: GoDictionary, _ overwrites: Bool,
    _ budget: TemplateBudget, depth: Int
  ) throws(TemplateError) {
    try budget.descend(to: depth)
    // A map into itself changes nothing.
    guard source !== target else { return }
    try noteChange(of: target, budget)
    for key in source.keys {
      guard let new = source[key] else { continue }
      try budget.spend()
      switch (target[key], new) {
      case (.dictionary(let old)?, .dictionary(let new)):
        try merge(new, into: old, overwrites, budget, depth: depth + 1)
      case (let old?, _):
        let takes = overwrites ? !SprigValues.isEmpty(new) : SprigValues.isEmpty(old)
        if takes { target[key] = new }
      case (nil, _): target[key] = new
      }
    }
  }

  /// Keys, a default and a map.
  private static func dig(
    _ values: [GoValue], _ budget: TemplateBudget
  ) throws(TemplateError) -> GoValue {
    guard values.count >= 3 else { throw TemplateError("dig requires at least three arguments") }
    guard case .dictionary(var current) = values[values.count - 1] else {
      throw TemplateError("the last argument of dig must be a map")
    }
    var keys: [GoString] = []
    for value in values.dropLast(2) { keys.append(try SprigValues.text(value, budget)) }
    for (position, key) in keys.enumerated() {
      guard let value = current[key] else { return values[values.count - 2] }
      if position == keys.count - 1 { return value }
      guard case .dictionary(let inner) = value else {
        throw TemplateError("`\(key.text)` is not a map")
      }
      current = inner
    }
    return values[values.count - 2]
  }
}
