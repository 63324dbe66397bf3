/// `eq`, `ne`, `lt`, `le`, `gt`, `ge` (text/template, funcs.go).
enum ComparisonFunctions {
  static let all: [GoFunction] = [
    GoFunction("eq", [.any], rest: .any) { arguments throws(TemplateError) in
      let first = arguments.next()
      let others = arguments.rest()
      guard !others.isEmpty else { throw TemplateError("missing argument for comparison") }
      for other in others where try areEqual(first, other) { return .bool(true) }
      return .bool(false)
    },
    GoFunction("ne", [.any, .any]) { arguments throws(TemplateError) in
      .bool(!(try areEqual(arguments.next(), arguments.next())))
    },
    ordering("lt") { $0 < 0 }, ordering("le") { $0 <= 0 }, ordering("gt") { $0 > 0 },
    ordering("ge") { $0 >= 0 },
  ]

  private static func ordering(
    _ name: String, _ holds: @escaping @Sendable (Int) -> Bool
  ) -> GoFunction {
    GoFunction(name, [.any, .any]) { arguments throws(TemplateError) in
      .bool(holds(try order(arguments.next(), arguments.next())))
    }
  }

  static func areEqual(_ left: GoValue, _ right: GoValue) throws(TemplateError) -> Bool {
    switch (left, right) {
    case (.missing, _), (.null, _): return right.isNothing
    case (_, .missing), (_, .null): return false
    case (.bool(let left), .bool(let right)): return left == right
    case (.integer(let left, _), .integer(let right, _)): return left == right
    case (.double(let left), .double(let right)): return left == right
    case (.string(let left), .string(let right)): return left == right
    case (.secret(let left), .secret(let right)): return left == right
    case (.time(let left), .time(let right)): return left == right
    case (.list, _), (.dictionary, _):
      throw TemplateError("non-comparable type \(left.typeName)")
    default: throw TemplateError("incompatible types for comparison")
    }
  }

  private static func order(_ left: GoValue, _ right: GoValue) throws(TemplateError) -> Int {
    switch (left, right) {
    case (.integer(let left, _), .integer(let right, _)):
      return left < right ? -1 : left == right ? 0 : 1
    case (.double(let left), .double(let right)): return left < right ? -1 : left == right ? 0 : 1
    case (.string(let left), .string(let right)): return left < right ? -1 : left == right ? 0 : 1
    case (.bool, .bool), (.list, _), (.dictionary, _), (.secret, _), (.null, _), (.missing, _):
      throw TemplateError("invalid type for comparison")
    default: throw TemplateError("incompatible types for comparison")
    }
  }
}
