import Diagnostics
package import YAMLSyntax

/// The hash at the end of a generated name (kustomize v5.8.1, `api/hasher`): of the contents only.
package enum NameHash {
  /// Ten letters and digits for a ConfigMap or a Secret; of other kinds, of the whole object.
  package static func of(_ root: YAMLNode) -> String {
    var text = ""
    switch root["kind"]?.scalar?.text {
    case "ConfigMap":
      text = "{"
      if let binary = root["binaryData"], binary.entries?.isEmpty == false {
        text += "\"binaryData\":\(json(binary)),"
      }
      text += "\"data\":\(root["data"].map(json) ?? "\"\""),\"kind\":\"ConfigMap\",\"name\":\"\"}"
    case "Secret":
      text = "{\"data\":\(root["data"].map(json) ?? "\"\""),\"kind\":\"Secret\",\"name\":\"\""
      if let strings = root["stringData"], strings.entries?.isEmpty == false {
        text += ",\"stringData\":\(json(strings))"
      }
      text += ",\"type\":\(quoted(root["type"]?.scalar?.text ?? ""))}"
    default: text = json(root)
    }
    let digits = SHA256.hex(Array(text.utf8)).prefix(10)
    return String(digits.map { letters[$0] ?? $0 })
  }

  /// Letters that could make words, and digits that look like letters, are replaced.
  private static let letters: [Character: Character] = [
    "0": "g", "1": "h", "3": "k", "a": "m", "e": "t",
  ]

  /// JSON as Go writes it: sorted keys, no blanks.
  private static func json(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar):
      switch NodeValue.value(scalar) {
      case .null: return "null"
      case .boolean(let flag): return flag ? "true" : "false"
      case .integer(let number): return String(number)
      default: return quoted(scalar.text)
      }
    case .sequence(let items): return "[\(items.map(json).joined(separator: ","))]"
    case .mapping(let entries):
      let pairs = entries.map { ($0.key.scalar?.text ?? "", $0.value) }
        .sorted { Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) }
      return "{\(pairs.map { "\(quoted($0.0)):\(json($0.1))" }.joined(separator: ","))}"
    }
  }

  /// A string with Go's escapes: `<`, `>`, `&` and the two line separators of Unicode too.
  private static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{8}": output += "\\b"
      case "\u{C}": output += "\\f"
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}
