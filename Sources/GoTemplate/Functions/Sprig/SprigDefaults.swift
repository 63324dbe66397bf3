/// Defaults and types (sprig 3.3.0, defaults.go and reflect.go).
enum SprigDefaults {
  static let all: [GoFunction] = [
    GoFunction("default", [.any], rest: .any, makes: .selection) {
      arguments throws(TemplateError) in
      let standard = arguments.next()
      let given = arguments.rest()
      guard let value = given.first, !SprigValues.isEmpty(value) else { return standard }
      return value
    },
    GoFunction("empty", [.any]) { arguments throws(TemplateError) in
      .bool(SprigValues.isEmpty(arguments.next()))
    },
    GoFunction("coalesce", rest: .any, makes: .selection) { arguments throws(TemplateError) in
      arguments.rest().first { !SprigValues.isEmpty($0) } ?? .null
    },
    GoFunction("all", rest: .any) { arguments throws(TemplateError) in
      .bool(arguments.rest().allSatisfy { !SprigValues.isEmpty($0) })
    },
    GoFunction("any", rest: .any) { arguments throws(TemplateError) in
      .bool(arguments.rest().contains { !SprigValues.isEmpty($0) })
    },
    GoFunction("ternary", [.any, .any, .bool], makes: .selection) {
      arguments throws(TemplateError) in
      let (yes, no) = (arguments.next(), arguments.next())
      return arguments.bool() ? yes : no
    },
    GoFunction("deepCopy", [.any], copy), GoFunction("mustDeepCopy", [.any], copy),
    GoFunction("typeOf", [.any]) { arguments throws(TemplateError) in
      .text(arguments.next().typeName)
    },
    GoFunction("typeIs", [.string, .any]) { arguments throws(TemplateError) in
      .bool(arguments.text() == arguments.next().typeName)
    },
    GoFunction("typeIsLike", [.string, .any]) { arguments throws(TemplateError) in
      let (wanted, actual) = (arguments.text(), arguments.next().typeName)
      return .bool(wanted == actual || "*\(wanted)" == actual)
    },
    GoFunction("kindOf", [.any]) { arguments throws(TemplateError) in
      .text(arguments.next().kindName)
    },
    GoFunction("kindIs", [.string, .any]) { arguments throws(TemplateError) in
      .bool(arguments.text() == arguments.next().kindName)
    },
    GoFunction("deepEqual", [.any, .any]) { arguments throws(TemplateError) in
      .bool(try SprigValues.areEqual(arguments.next(), arguments.next(), arguments.budget))
    },
    GoFunction("fail", [.string]) { arguments throws(TemplateError) in
      throw TemplateError(arguments.text())
    },
    GoFunction("hello") { arguments throws(TemplateError) in .text("Hello!") },
  ]

  private static let copy: GoFunction.Body = { arguments throws(TemplateError) in
    try deepCopy(arguments.next(), arguments.budget)
  }

  /// A copy that shares no map with the original.
  static func deepCopy(
    _ value: GoValue, _ budget: TemplateBudget, depth: Int = 0
  ) throws(TemplateError) -> GoValue {
    try budget.descend(to: depth)
    switch value {
    case .list(let items):
      try budget.allocate(value.size)
      var copy: [GoValue] = []
      for item in items { copy.append(try deepCopy(item, budget, depth: depth + 1)) }
      return .list(of: copy)
    case .dictionary(let dictionary):
      try budget.allocate(value.size)
      let copy = GoDictionary()
      for key in dictionary.keys {
        copy[key] = try deepCopy(dictionary[key] ?? .null, budget, depth: depth + 1)
      }
      return .dictionary(copy)
    default: return value
    }
  }
}
