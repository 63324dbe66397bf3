package import Patterns

/// An expression of CEL (cel-spec, langdef.md), as far as Redoubt evaluates it.
package indirect enum Expression: Sendable {
  /// An operator of two operands.
  package enum Operator: String, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case unequal = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case contained = "in"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case remainder = "%"
  }

  /// A macro over the items of a list or the keys of a mapping.
  package enum Macro: String, Sendable {
    case all, exists, filter, map
    case existsOne = "exists_one"
  }

  case literal(ExpressionValue)
  case name(String)
  case select(Expression, String)
  case index(Expression, Expression)
  /// `has(a.b)`
  case presence(Expression, String)
  case not(Expression)
  case negative(Expression)
  case binary(Operator, Expression, Expression)
  case conditional(Expression, Expression, Expression)
  case list([Expression])
  case mapping([(Expression, Expression)])
  /// A function, with the operand in front of the dot first.
  case call(String, [Expression])
  /// `matches` with a pattern that is written out.
  case matches(Expression, Pattern)
  case macro(Macro, Expression, variable: String, Expression, Expression?)

  /// Why a text cannot be evaluated.
  package struct Problem: Error, Hashable, CustomStringConvertible {
    package let description: String
    /// Whether the server can evaluate what Redoubt cannot.
    package let isUnsupported: Bool

    package init(_ description: String, isUnsupported: Bool = false) {
      self.description = description
      self.isUnsupported = isUnsupported
    }
  }
}
