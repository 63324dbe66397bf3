/// How a template names one secret.
enum SecretExpression {
  /// `.NAME.Value`, or by `index` where the name is not an identifier of Go.
  static func value(of name: String) -> String {
    isIdentifier(name) ? ".\(name).Value" : "(index . \(BulkTemplate.quoted(name))).Value"
  }

  /// What the expression prints when there is no such secret.
  static func missing(_ name: String) -> String {
    isIdentifier(name) ? "the text <no value>" : "an empty string"
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first,
      first == "_" || first.properties.isAlphabetic
    else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      scalar == "_" || scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)
    }
  }
}
