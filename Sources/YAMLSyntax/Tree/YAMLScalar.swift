/// A scalar as text with the style that decides what the text means.
package struct YAMLScalar: Hashable, Sendable {
  /// How a scalar is written.
  package enum Style: Sendable {
    /// Unquoted: the text is resolved to a type.
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
    /// Built, not read: a string that the printer quotes as it must.
    case string
    /// Built, not read: a string that is printed in quotes, whatever it looks like.
    case quoted
  }

  package var text: String
  package var style: Style

  package init(_ text: String, _ style: Style) {
    self.text = text
    self.style = style
  }

  /// The typed value as the Kubernetes API machinery reads it.
  package func resolved(_ schema: ScalarSchema = .kubernetes) -> ScalarValue {
    style == .plain ? schema.resolve(text) : .string
  }
}
