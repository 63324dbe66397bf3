import Diagnostics
import YAMLSyntax

extension SchemaCheck {
  /// Whether a scalar has the type that its schema asks for; if not, that is reported.
  mutating func scalar(
    _ node: YAMLNode, _ schema: SchemaNode, at anchor: SourceSpan?
  ) -> Bool {
    guard case .scalar(let scalar) = node.content else {
      wrongType(node, schema, anchor)
      return false
    }
    let value = node.tag == "tag:yaml.org,2002:str" ? ScalarValue.string : scalar.resolved()
    switch (schema.form, value) {
    case (.string, .string), (.string, .timestamp), (.boolean, .boolean): return true
    case (.integer, .integer): return true
    // YAML becomes JSON on its way to the server, and `1.0` becomes `1`.
    case (.integer, .float(let number)) where number.rounded() == number && abs(number) < 9e18:
      return true
    case (.number, .integer), (.number, .bigInteger): return true
    case (.number, .float(let number)) where number.isFinite: return true
    case (.integerOrString, .integer), (.integerOrString, .string): return true
    case (.quantity, .integer), (.quantity, .string), (.quantity, .float):
      guard !Quantity.isValid(scalar.text) else { return true }
      report(
        Diagnostic(
          .wrongFormat, "\(ShownValue(scalar.text, isSecret: isSecret)) is not a valid quantity",
          at: node.span
        )
        .help("write a number with a unit such as `500m`, `1.5`, `256Mi` or `10G`"))
      return false
    default:
      wrongType(node, schema, anchor)
      return false
    }
  }
}
