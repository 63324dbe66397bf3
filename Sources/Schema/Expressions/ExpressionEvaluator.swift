import Patterns
package import YAMLSyntax

/// Evaluates expressions over a part of a document.
///
/// Fields that are absent have the default of their schema, as the API server fills defaults in before
/// it evaluates rules. The number of steps is bounded: an expression over long lists ends.
package struct ExpressionEvaluator {
  private var library: SchemaLibrary
  private var names: [(String, ExpressionValue)] = []
  private var steps = 0
  private static let most = 1_000_000

  package init(library: SchemaLibrary) {
    self.library = library
  }

  /// Whether `expression` holds with `node` as `self`.
  package mutating func holds(
    _ expression: Expression, _ node: YAMLNode, _ schema: SchemaNode
  ) throws(Expression.Problem) -> Bool {
    names = [("self", .node(node, schema))]
    steps = 0
    guard case .boolean(let value) = try evaluate(expression).settled else {
      throw Expression.Problem("the rule does not return a boolean")
    }
    return value
  }

  private mutating func evaluate(
    _ expression: Expression
  ) throws(Expression.Problem) -> ExpressionValue {
    steps += 1
    guard steps < Self.most else {
      throw Expression.Problem("evaluation takes too long", isUnsupported: true)
    }
    switch expression {
    case .literal(let value): return value
    case .name(let name):
      guard let value = names.last(where: { $0.0 == name })?.1 else {
        throw Expression.Problem("undefined variable `\(name)`")
      }
      return value
    case .select(let target, let name):
      let value = try evaluate(target)
      guard let field = member(value, name) else {
        throw Expression.Problem("no such key: \(name)")
      }
      return field
    case .presence(let target, let name):
      guard let field = member(try evaluate(target), name) else { return .boolean(false) }
      if case .null = field.settled { return .boolean(false) }
      return .boolean(true)
    case .index(let target, let key): return try item(evaluate(target), evaluate(key))
    case .not(let inner): return .boolean(!(try boolean(inner)))
    case .negative(let inner):
      return try ExpressionArithmetic.apply(.minus, .integer(0), try evaluate(inner))
    case .conditional(let condition, let yes, let no):
      return try evaluate(try boolean(condition) ? yes : no)
    case .binary(let operation, let left, let right): return try binary(operation, left, right)
    case .list(let parts):
      var items: [ExpressionValue] = []
      for part in parts { items.append(try evaluate(part)) }
      return .list(items)
    case .mapping(let pairs):
      var result: [(key: ExpressionValue, value: ExpressionValue)] = []
      for (key, value) in pairs { result.append((try evaluate(key), try evaluate(value))) }
      return .mapping(result)
    case .call(let name, let parts):
      var arguments: [ExpressionValue] = []
      for part in parts { arguments.append(try evaluate(part)) }
      return try ExpressionFunctions.call(name, arguments)
    case .matches(let target, let pattern):
      let value = try evaluate(target).settled
      guard case .string(let text) = value else {
        throw Expression.Problem("`matches` does not take \(value.kind)")
      }
      return .boolean(pattern.matches(text))
    case .macro(let macro, let target, let variable, let first, let second):
      return try self.macro(macro, try evaluate(target), variable, first, second)
    }
  }

  private mutating func boolean(_ expression: Expression) throws(Expression.Problem) -> Bool {
    let value = try evaluate(expression).settled
    guard case .boolean(let result) = value else {
      throw Expression.Problem("expected a boolean, found \(value.kind)")
    }
    return result
  }

  // MARK: Members

  private mutating func member(_ value: ExpressionValue, _ name: String) -> ExpressionValue? {
    if case .mapping(let pairs) = value {
      return pairs.first { ExpressionValue.areEqual($0.key, .string(name)) }?.value
    }
    guard case .node(let node, let schema) = value, node.entries != nil else { return nil }
    var inner = schema?.element
    if case .object(let number) = schema?.form {
      inner = library.definition(number).field(name)?.node
    }
    var isField = false
    if case .object = schema?.form { isField = true }
    // A field that is null counts as absent, and has its default (Kubernetes, "CEL in CRDs").
    if let found = node[name], !(isField && found.isNull) { return .node(found, inner) }
    return inner?.limits?.standard.map { .node($0, inner) }
  }

  private mutating func item(
    _ value: ExpressionValue, _ key: ExpressionValue
  ) throws(Expression.Problem) -> ExpressionValue {
    if let items = value.items {
      guard case .integer(let position) = key.settled, items.indices.contains(position) else {
        throw Expression.Problem("index out of range")
      }
      return items[position]
    }
    guard case .string(let name) = key.settled, let found = member(value, name) else {
      throw Expression.Problem("no such key")
    }
    return found
  }

  // MARK: Operators

  private mutating func binary(
    _ operation: Expression.Operator, _ left: Expression, _ right: Expression
  ) throws(Expression.Problem) -> ExpressionValue {
    switch operation {
    case .or, .and: return .boolean(try logical(operation, left, right))
    case .equal, .unequal:
      let (first, second) = (try evaluate(left), try evaluate(right))
      try judge(first, second)
      let areEqual = ExpressionValue.areEqual(first, second)
      return .boolean(areEqual == (operation == .equal))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let (first, second) = (try evaluate(left), try evaluate(right))
      try judge(first, second)
      let order = try ExpressionArithmetic.order(first, second)
      let holds =
        switch operation {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        default: order >= 0
        }
      return .boolean(holds)
    case .contained:
      let wanted = try evaluate(left)
      let container = try evaluate(right)
      if let items = container.items {
        try spend(items.count)
        return .boolean(items.contains { ExpressionValue.areEqual($0, wanted) })
      }
      if let pairs = container.pairs {
        try spend(pairs.count)
        return .boolean(pairs.contains { ExpressionValue.areEqual($0.key, wanted) })
      }
      throw Expression.Problem("`in` requires a list or a mapping")
    default:
      let (first, second) = (try evaluate(left), try evaluate(right))
      try judge(first, second)
      return try ExpressionArithmetic.apply(operation, first, second)
    }
  }

  private mutating func spend(_ count: Int) throws(Expression.Problem) {
    steps += count
    guard steps < Self.most else {
      throw Expression.Problem("evaluation takes too long", isUnsupported: true)
    }
  }

  /// Refuses operands that the server gives types of their own: times, durations, bytes, sets.
  private mutating func judge(
    _ values: ExpressionValue...
  ) throws(Expression.Problem) {
    for case .node(let node, let schema) in values {
      if let items = node.items { try spend(items.count) }
      if let format = schema?.limits?.format,
        ["date-time", "date", "duration", "byte"].contains(format), !node.isNull
      {
        throw Expression.Problem(
          "values of format \(format) cannot be compared", isUnsupported: true)
      }
      if schema?.limits?.listType != nil {
        throw Expression.Problem("sets and maps in lists cannot be compared", isUnsupported: true)
      }
    }
  }

  /// `||` and `&&` need one side only when it decides: an error on the other side does not count.
  private mutating func logical(
    _ operation: Expression.Operator, _ left: Expression, _ right: Expression
  ) throws(Expression.Problem) -> Bool {
    let deciding = operation == .or
    let problem: Expression.Problem
    do throws(Expression.Problem) {
      if try boolean(left) == deciding { return deciding }
      return try boolean(right)
    } catch {
      problem = error
    }
    if let value = try? boolean(right), value == deciding { return deciding }
    throw problem
  }

  // MARK: Macros

  private mutating func macro(
    _ macro: Expression.Macro, _ target: ExpressionValue, _ variable: String,
    _ first: Expression, _ second: Expression?
  ) throws(Expression.Problem) -> ExpressionValue {
    guard let values = target.items ?? target.pairs?.map(\.key) else {
      throw Expression.Problem("`\(macro.rawValue)` requires a list or a mapping")
    }
    var kept: [ExpressionValue] = []
    var count = 0
    var problem: Expression.Problem?
    names.append((variable, .null))
    defer { names.removeLast() }
    for value in values {
      names[names.count - 1].1 = value
      do throws(Expression.Problem) {
        switch macro {
        case .all: if !(try boolean(first)) { return .boolean(false) }
        case .exists: if try boolean(first) { return .boolean(true) }
        case .existsOne: if try boolean(first) { count += 1 }
        case .filter: if try boolean(first) { kept.append(value) }
        case .map:
          guard let second else {
            kept.append(try evaluate(first))
            continue
          }
          if try boolean(first) { kept.append(try evaluate(second)) }
        }
      } catch {
        // A later item may still decide `all` and `exists`.
        guard macro == .all || macro == .exists else { throw error }
        problem = error
      }
    }
    if let problem { throw problem }
    switch macro {
    case .all: return .boolean(true)
    case .exists: return .boolean(false)
    case .existsOne: return .boolean(count == 1)
    case .filter, .map: return .list(kept)
    }
  }
}
