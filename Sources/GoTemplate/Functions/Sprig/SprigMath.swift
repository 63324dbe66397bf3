/// Numbers (sprig 3.3.0, numeric.go): integers are `int64`, fractions `float64`.
enum SprigMath {
  static let all: [GoFunction] =
    [
      GoFunction("atoi", [.string]) { arguments throws(TemplateError) in
        .integer(Int(arguments.text()) ?? 0)
      },
      GoFunction("int64", [.number]) { arguments throws(TemplateError) in
        .int64(SprigValues.integer(arguments.next()))
      },
      GoFunction("int", [.number]) { arguments throws(TemplateError) in
        .integer(SprigValues.integer(arguments.next()))
      },
      GoFunction("float64", [.number]) { arguments throws(TemplateError) in
        .double(SprigValues.double(arguments.next()))
      },
      GoFunction("toDecimal", [.number]) { arguments throws(TemplateError) in
        .int64(Int(try GoPrint.text(arguments.next(), arguments.budget), radix: 8) ?? 0)
      },
      GoFunction("add1", [.number]) { arguments throws(TemplateError) in
        .int64(SprigValues.integer(arguments.next()) &+ 1)
      },
      GoFunction("sub", [.number, .number]) { arguments throws(TemplateError) in
        .int64(SprigValues.integer(arguments.next()) &- SprigValues.integer(arguments.next()))
      },
      quotient("div") { $0.dividedReportingOverflow(by: $1).partialValue },
      quotient("mod") { $0.remainderReportingOverflow(dividingBy: $1).partialValue },
      GoFunction("add", rest: .number) { arguments throws(TemplateError) in
        .int64(arguments.rest().map(SprigValues.integer).reduce(0, &+))
      },
      folding("mul") { $0 &* $1 }, folding("max") { Swift.max($0, $1) },
      folding("biggest") { Swift.max($0, $1) }, folding("min") { Swift.min($0, $1) },
      GoFunction("add1f", [.number]) { arguments throws(TemplateError) in
        .double(SprigValues.double(arguments.next()) + 1)
      },
      GoFunction("addf", rest: .number) { arguments throws(TemplateError) in
        .double(arguments.rest().map(SprigValues.double).reduce(0, +))
      },
      fractions("subf", -), fractions("mulf", *), fractions("divf", /),
      fractions("maxf") { Swift.max($0, $1) }, fractions("minf") { Swift.min($0, $1) },
      GoFunction("ceil", [.number]) { arguments throws(TemplateError) in
        .double(SprigValues.double(arguments.next()).rounded(.up))
      },
      GoFunction("floor", [.number]) { arguments throws(TemplateError) in
        .double(SprigValues.double(arguments.next()).rounded(.down))
      },
      GoFunction("round", [.number, .int], rest: .double) { arguments throws(TemplateError) in
        let value = SprigValues.double(arguments.next())
        let places = arguments.int()
        var edge = 0.5
        if case .double(let given)? = arguments.rest().first { edge = given }
        return .double(round(value, places, edge))
      },
      GoFunction("until", [.int]) { arguments throws(TemplateError) in
        let count = arguments.int()
        return .list(of: try steps(0, count, count < 0 ? -1 : 1, arguments.budget).map(GoValue.int))
      },
      GoFunction("untilStep", [.int, .int, .int]) { arguments throws(TemplateError) in
        let (start, stop) = (arguments.int(), arguments.int())
        return .list(
          of: try steps(start, stop, arguments.int(), arguments.budget).map(GoValue.int))
      },
      GoFunction("seq", rest: .int) { arguments throws(TemplateError) in
        let budget = arguments.budget
        return .text(try sequence(arguments.rest().map(SprigValues.integer), budget))
      },
    ]

  private static func quotient(
    _ name: String, _ operation: @escaping @Sendable (Int, Int) -> Int
  ) -> GoFunction {
    GoFunction(name, [.number, .number]) { arguments throws(TemplateError) in
      let (left, right) = (
        SprigValues.integer(arguments.next()), SprigValues.integer(arguments.next())
      )
      guard right != 0 else { throw TemplateError("runtime error: integer divide by zero") }
      return .int64(operation(left, right))
    }
  }

  private static func folding(
    _ name: String, _ operation: @escaping @Sendable (Int, Int) -> Int
  ) -> GoFunction {
    GoFunction(name, [.number], rest: .number) { arguments throws(TemplateError) in
      let first = SprigValues.integer(arguments.next())
      return .int64(arguments.rest().map(SprigValues.integer).reduce(first, operation))
    }
  }

  private static func fractions(
    _ name: String, _ operation: @escaping @Sendable (Double, Double) -> Double
  ) -> GoFunction {
    GoFunction(name, [.number], rest: .number) { arguments throws(TemplateError) in
      let first = SprigValues.double(arguments.next())
      return .double(arguments.rest().map(SprigValues.double).reduce(first, operation))
    }
  }

  private static func round(_ value: Double, _ places: Int, _ edge: Double) -> Double {
    var power = 1.0
    for _ in 0..<min(places.magnitude, 400) { power *= 10 }
    if places < 0 { power = 1 / power }
    let digit = power * value
    guard digit.isFinite else { return value }
    let whole = digit.rounded(.towardZero)
    let fraction = digit - whole
    let rounded =
      value >= 0
      ? (fraction >= edge ? digit.rounded(.up) : digit.rounded(.down))
      : (fraction <= -edge ? digit.rounded(.down) : digit.rounded(.up))
    return rounded / power
  }

  /// The numbers from `start` up or down to, and without, `stop`; charged before they are made.
  private static func steps(
    _ start: Int, _ stop: Int, _ step: Int, _ budget: TemplateBudget
  ) throws(TemplateError) -> [Int] {
    guard step != 0, start != stop, (stop > start) == (step > 0) else { return [] }
    let distance =
      stop > start
      ? stop.subtractingReportingOverflow(start)
      : start.subtractingReportingOverflow(stop)
    let count =
      distance.overflow
      ? Int.max : Int(clamping: (UInt(distance.partialValue) - 1) / step.magnitude + 1)
    try budget.spend(count)
    try budget.allocate(count, of: MemoryLayout<GoValue>.stride)
    return (0..<count).map { start &+ $0 &* step }
  }

  private static func sequence(
    _ numbers: [Int], _ budget: TemplateBudget
  ) throws(TemplateError) -> String {
    let (start, step, end): (Int, Int, Int)
    switch numbers.count {
    case 1: (start, step, end) = (1, numbers[0] < 1 ? -1 : 1, numbers[0])
    case 2: (start, step, end) = (numbers[0], numbers[1] < numbers[0] ? -1 : 1, numbers[1])
    case 3: (start, step, end) = (numbers[0], numbers[1], numbers[2])
    default: return ""
    }
    if end < start, step > 0 { return "" }
    let edge = end.addingReportingOverflow(end < start ? -1 : 1)
    guard !edge.overflow else { return "" }
    return try steps(start, edge.partialValue, step, budget).map(String.init)
      .joined(separator: " ")
  }
}
