/// Order and arithmetic of values.
enum ExpressionArithmetic {
  /// Below zero, zero or above it, as `left` stands to `right`.
  static func order(
    _ left: ExpressionValue, _ right: ExpressionValue
  ) throws(Expression.Problem) -> Int {
    switch (left.settled, right.settled) {
    case (.integer(let left), .integer(let right)): return compare(left, right)
    case (.double(let left), .double(let right)): return compare(left, right)
    case (.integer(let left), .double(let right)): return compare(Double(left), right)
    case (.double(let left), .integer(let right)): return compare(left, Double(right))
    case (.boolean(let left), .boolean(let right)): return compare(left ? 1 : 0, right ? 1 : 0)
    case (.string(let left), .string(let right)):
      if left.utf8.elementsEqual(right.utf8) { return 0 }
      return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
    case (let left, let right):
      throw Expression.Problem("\(left.kind) and \(right.kind) cannot be compared")
    }
  }

  private static func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
    left < right ? -1 : left > right ? 1 : 0
  }

  static func apply(
    _ operation: Expression.Operator, _ left: ExpressionValue, _ right: ExpressionValue
  ) throws(Expression.Problem) -> ExpressionValue {
    switch (left.settled, right.settled) {
    case (.integer(let left), .integer(let right)): return try integer(operation, left, right)
    case (.double(let left), .double(let right)): return try double(operation, left, right)
    case (.integer(let left), .double(let right)): return try double(operation, Double(left), right)
    case (.double(let left), .integer(let right)): return try double(operation, left, Double(right))
    case (.string(let left), .string(let right)) where operation == .plus:
      return .string(left + right)
    case (let left, let right):
      if operation == .plus, let left = left.items, let right = right.items {
        return .list(left + right)
      }
      throw Expression.Problem(
        "`\(operation.rawValue)` does not take \(left.kind) and \(right.kind)")
    }
  }

  private static func integer(
    _ operation: Expression.Operator, _ left: Int, _ right: Int
  ) throws(Expression.Problem) -> ExpressionValue {
    guard right != 0 || (operation != .divided && operation != .remainder) else {
      throw Expression.Problem("division by zero")
    }
    let (value, hasOverflow) =
      switch operation {
      case .plus: left.addingReportingOverflow(right)
      case .minus: left.subtractingReportingOverflow(right)
      case .times: left.multipliedReportingOverflow(by: right)
      case .divided: left.dividedReportingOverflow(by: right)
      default: left.remainderReportingOverflow(dividingBy: right)
      }
    guard !hasOverflow else { throw Expression.Problem("integer overflow") }
    return .integer(value)
  }

  private static func double(
    _ operation: Expression.Operator, _ left: Double, _ right: Double
  ) throws(Expression.Problem) -> ExpressionValue {
    switch operation {
    case .plus: return .double(left + right)
    case .minus: return .double(left - right)
    case .times: return .double(left * right)
    case .divided: return .double(left / right)
    default: throw Expression.Problem("`%` requires integers")
    }
  }
}
