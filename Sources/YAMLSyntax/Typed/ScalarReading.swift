import Diagnostics

/// Reads one scalar of a document as a typed value.
enum ScalarReading {
  struct Fault: Error {
    let diagnostic: Diagnostic
  }

  /// The value of a scalar; generic types are left to the caller, as each costs a look-up in code that
  /// serves many types.
  static func read<Value: FieldValue>(
    _: Value.Type, from node: YAMLNode, path: @autoclosure () -> String, rules: FieldRules
  ) throws(Fault) -> Value {
    if Value.kind == .integer, let scalar = node.scalar, scalar.style == .plain,
      scalar.resolved() == .bigInteger
    {
      throw Fault(
        diagnostic: Diagnostic(
          rules.invalidValue, "`\(path())` is out of range", at: node.span
        ).help("use a smaller number"))
    }
    guard let scalar = node.scalar, matches(node, scalar, Value.kind) else {
      let diagnostic = Diagnostic(
        rules.wrongType, "`\(path())` must be \(Value.typeName), not \(node.kindDescription)",
        at: node.span)
      throw Fault(diagnostic: diagnostic.help(help(node, as: Value.self)))
    }
    do throws(ValueProblem) {
      if rules.readsEveryBoolean, Value.kind == .boolean,
        case .boolean(let flag) = scalar.resolved()
      {
        return try Value(parsing: flag ? "true" : "false")
      }
      return try Value(parsing: scalar.text)
    } catch {
      var help = error.help
      if let near = Suggestion.nearest(to: scalar.text, in: Value.allowedWords) {
        help = "did you mean `\(near)`? \(help)"
      }
      // A secret pasted into the wrong field must not travel on.
      let path = path()
      let mayBeSecret = path.contains(".secrets") || looksRandom(scalar.text)
      let shown =
        scalar.text.isEmpty
        ? "`\(path)`" : mayBeSecret ? "the value of `\(path)`" : "`\(scalar.text)`"
      let diagnostic = Diagnostic(rules.invalidValue, "\(shown) \(error.message)", at: node.span)
      throw Fault(diagnostic: diagnostic.help(help).field(path))
    }
  }

  /// Whether a text is long, or could be a key: 24 characters or more without a blank, a dot or a
  /// slash, as the keys of Infisical are (32 hexadecimal digits, 44 of base64).
  private static func looksRandom(_ text: String) -> Bool {
    guard text.utf8.count >= 24 else { return false }
    return text.utf8.count > 120 || !text.contains { " .:-".contains($0) }
  }

  private static func matches(_ node: YAMLNode, _ scalar: YAMLScalar, _ kind: ScalarKind) -> Bool {
    // `!!str 5` is a string whatever it looks like.
    if node.tag == "tag:yaml.org,2002:str" { return kind == .string || kind == .stringOrNumber }
    return switch (kind, scalar.resolved()) {
    case (.integer, .integer), (.boolean, .boolean), (.string, .string), (.string, .timestamp): true
    case (.stringOrNumber, .string), (.stringOrNumber, .integer), (.stringOrNumber, .float): true
    default: false
    }
  }

  private static func help<Value: FieldValue>(
    _ node: YAMLNode, as type: Value.Type
  ) -> String? {
    guard let scalar = node.scalar else { return nil }
    switch Value.kind {
    case .string, .stringOrNumber:
      // Quotes alone would only lead to the next error.
      do throws(ValueProblem) {
        _ = try Value(parsing: scalar.text)
      } catch {
        return error.help
      }
      return "quote the value: \"\(scalar.text)\""
    case .integer: return scalar.style == .plain ? nil : "write the number without quotes"
    case .boolean: return "write `true` or `false` without quotes"
    }
  }
}
