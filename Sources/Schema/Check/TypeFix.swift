import Diagnostics
import YAMLSyntax

/// Repairs of values that only are written in the wrong way.
///
/// Edits touch the quotes alone: a value, which may be a secret, is in none of them.
enum TypeFix {
  /// Quotes where a string belongs, or their removal where none does; nil when that is not enough.
  static func fix(_ node: YAMLNode, for schema: SchemaNode) -> FixIt? {
    guard let scalar = node.scalar, let span = node.span, node.properties.isEmpty else {
      return nil
    }
    switch schema.form {
    case .string:
      guard scalar.style == .plain, !scalar.text.isEmpty, fits(.string(scalar.text), schema) else {
        return nil
      }
      return FixIt(
        "put it in quotes", .safe, [TextEdit(span.startPoint, "\""), TextEdit(span.endPoint, "\"")])
    case .integer, .number, .boolean:
      guard scalar.style == .doubleQuoted || scalar.style == .singleQuoted,
        isOne(scalar.text, schema.form)
      else { return nil }
      return FixIt(
        "remove the quotes", .safe,
        [TextEdit(span.first, ""), TextEdit(span.last, "")])
    default: return nil
    }
  }

  /// Whether the words of the field admit the text: quotes around a wrong word help nobody.
  private static func fits(_ node: YAMLNode, _ schema: SchemaNode) -> Bool {
    guard let words = schema.limits?.words, !words.isEmpty else { return true }
    return words.contains(node.scalar?.text ?? "")
  }

  private static func isOne(_ text: String, _ form: SchemaNode.Form) -> Bool {
    switch (form, ScalarSchema.kubernetes.resolve(text)) {
    case (.integer, .integer), (.number, .integer), (.number, .float): true
    case (.boolean, .boolean): text == "true" || text == "false"
    default: false
    }
  }
}
