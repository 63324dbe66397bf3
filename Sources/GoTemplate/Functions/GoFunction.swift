/// A function that templates call.
package struct GoFunction: Sendable {
  /// What a parameter takes; values are converted no further than Go's templates do.
  package enum Parameter: Sendable {
    case any
    case bool
    case int
    case int64
    case double
    case string
    /// A list of anything.
    case list
    case dictionary
    /// A number of any kind, or a text that is one: sprig converts them itself.
    case number

    /// The name of the type, for errors.
    var typeName: String {
      switch self {
      case .any, .number: "interface {}"
      case .bool: "bool"
      case .int: "int"
      case .int64: "int64"
      case .double: "float64"
      case .string: "string"
      case .list: "[]interface {}"
      case .dictionary: "map[string]interface {}"
      }
    }
  }

  /// What a function makes, for its charge.
  package enum Making: Sendable {
    /// A new value.
    case new
    /// One of its arguments, or a part of one.
    case selection
  }

  package typealias Body = @Sendable (inout GoArguments) throws(TemplateError) -> GoValue

  package let name: String
  package let parameters: [Parameter]
  /// What further arguments may be; nil when there can be none.
  package let rest: Parameter?
  /// Steps of one call beside those for its arguments and its result.
  package let cost: Int
  let makes: Making
  let body: Body

  /// `cost` is for what takes long whatever its arguments: a key, a password hash.
  package init(
    _ name: String, _ parameters: [Parameter] = [], rest: Parameter? = nil, cost: Int = 0,
    makes: Making = .new, _ body: @escaping Body
  ) {
    self.name = name
    self.parameters = parameters
    self.rest = rest
    self.cost = cost
    self.makes = makes
    self.body = body
  }

  /// Calls the function; arguments are checked as Go's templates check them, and all that it uses is charged.
  package func call(
    _ values: [GoValue], _ budget: TemplateBudget
  ) throws(TemplateError) -> GoValue {
    let least = parameters.count
    guard values.count == least || (rest != nil && values.count > least) else {
      let wanted = rest == nil ? "want \(least)" : "want at least \(least)"
      throw TemplateError("wrong number of args for \(name): \(wanted) got \(values.count)")
    }
    var checked: [GoValue] = []
    var size = 0
    for (position, value) in values.enumerated() {
      let parameter = position < least ? parameters[position] : rest ?? .any
      checked.append(try Self.check(value, parameter))
      size += value.size
    }
    try budget.spend(cost)
    try budget.spend(bytes: size)
    var arguments = GoArguments(checked, budget)
    do {
      let result = try body(&arguments)
      if makes == .new {
        if case .string = result { try budget.permit(result.size) }
        try budget.allocate(result.size)
        try budget.spend(bytes: result.size)
      }
      return result
    } catch {
      throw TemplateError(
        error.isLimit ? error.message : "error calling \(name): \(error.message)",
        at: error.place, isLimit: error.isLimit)
    }
  }

  /// A constant as an argument: numbers take the type of the parameter where they fit.
  func constant(
    _ value: GoValue, at position: Int, _ place: TemplateError.Place
  ) throws(TemplateError) -> GoValue {
    let parameter = position < parameters.count ? parameters[position] : rest ?? .any
    switch (parameter, value) {
    case (.any, _), (.number, _), (.bool, .bool), (.string, .string), (.int, .integer),
      (.double, .double):
      return value
    case (.int64, .integer(let number, _)): return .int64(number)
    case (.double, .integer(let number, _)): return .double(Double(number))
    case (.int, .double(let number)), (.int64, .double(let number)):
      guard number == number.rounded(), abs(number) < 9e15 else { break }
      return .integer(Int(number), parameter == .int ? .int : .int64)
    default: break
    }
    let wanted =
      switch parameter {
      case .int, .int64: "integer"
      case .double: "float"
      default: parameter.typeName
      }
    throw TemplateError("expected \(wanted); found \(GoPrint.constant(value))", at: place)
  }

  private static func check(
    _ value: GoValue, _ parameter: Parameter
  ) throws(TemplateError) -> GoValue {
    switch (parameter, value) {
    case (.any, .missing), (.number, .missing): return .null
    case (.any, _), (.number, _), (.bool, .bool), (.double, .double), (.string, .string),
      (.list, .list), (.dictionary, .dictionary):
      return value
    case (.int, .integer(_, .int)), (.int64, .integer(_, .int64)): return value
    // A map that is nil is an empty one, and so is a list.
    case (.dictionary, .null), (.list, .null): return value
    // The method `String` does not make a record a string, but its printed form is what upstream passes.
    case (.string, .secret(let secret)) where secret.printsValue:
      return .string(secret.value)
    case (_, .missing), (_, .null):
      throw TemplateError("invalid value; expected \(parameter.typeName)")
    default:
      throw TemplateError(
        "wrong type for value; expected \(parameter.typeName); got \(value.typeName)")
    }
  }
}

/// Arguments of a call, taken one after the other; they have been checked.
package struct GoArguments {
  package private(set) var values: ArraySlice<GoValue>
  /// For what a function uses beyond its arguments and its result.
  package let budget: TemplateBudget

  init(_ values: [GoValue], _ budget: TemplateBudget) {
    self.values = values[...]
    self.budget = budget
  }

  package mutating func next() -> GoValue { values.popFirst() ?? .null }

  package mutating func string() -> GoString {
    if case .string(let text) = next() { text } else { GoString([]) }
  }

  package mutating func text() -> String { string().text }

  package mutating func int() -> Int {
    if case .integer(let value, _) = next() { value } else { 0 }
  }

  package mutating func bool() -> Bool {
    if case .bool(let value) = next() { value } else { false }
  }

  package mutating func double() -> Double {
    if case .double(let value) = next() { value } else { 0 }
  }

  package mutating func dictionary() -> GoDictionary {
    if case .dictionary(let value) = next() { value } else { GoDictionary() }
  }

  package mutating func list() -> GoList {
    if case .list(let items) = next() { items } else { GoList([]) }
  }

  /// All that is left.
  package mutating func rest() -> [GoValue] {
    defer { values = [] }
    return Array(values)
  }
}
