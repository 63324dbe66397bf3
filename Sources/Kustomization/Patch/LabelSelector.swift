import Diagnostics
import YAMLSyntax

/// A selector in the syntax of Kubernetes: `a=b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, joined by
/// commas (apimachinery, `labels.Parse`).
struct LabelSelector {
  private enum Operator { case `in`, notIn, exists, absent }

  private struct Term {
    let key: String
    let sign: Operator
    let values: Set<String>
  }

  private var terms: [Term] = []

  init(_ text: Located<String>) throws(Fault) {
    for part in Self.split(text.value) {
      guard let term = Self.term(part) else {
        throw Fault(
          .kustomizationPatch, "`\(text.value)` is not a valid selector", at: text.span
        ).help("write `key=value`, `key in (a,b)`, `key` or `!key`, joined by commas")
      }
      terms.append(term)
    }
  }

  /// Splits at the commas outside parentheses.
  private static func split(_ text: String) -> [String] {
    var parts: [String] = []
    var depth = 0
    var current = ""
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(current)
        current = ""
      } else {
        current.append(character)
      }
    }
    parts.append(current)
    let trimmed = parts.map { trim($0[...]) }
    return trimmed == [""] ? [] : trimmed
  }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }

  private static func term(_ text: String) -> Term? {
    if text.hasPrefix("!") {
      let key = trim(text.dropFirst())
      return isKey(key) ? Term(key: key, sign: .absent, values: []) : nil
    }
    for (sign, kind) in [("!=", Operator.notIn), ("==", .in), ("=", .in)] {
      guard let range = text.firstRange(of: sign) else { continue }
      let key = trim(text[..<range.lowerBound])
      let value = trim(text[range.upperBound...])
      return isKey(key) && (value.isEmpty || isKey(value))
        ? Term(key: key, sign: kind, values: [value]) : nil
    }
    if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      let words = text[..<open].split { $0.isWhitespace }
      guard words.count == 2, words[1] == "in" || words[1] == "notin" else { return nil }
      let inner = text[text.index(after: open)...].dropLast()
      let values = inner.split(separator: ",", omittingEmptySubsequences: false).map(trim)
      return Term(
        key: String(words[0]), sign: words[1] == "in" ? .in : .notIn, values: Set(values))
    }
    return isKey(text) ? Term(key: text, sign: .exists, values: []) : nil
  }

  private static func isKey(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
        default: false
        }
      }
  }

  /// Whether a mapping of labels, or nothing, is selected.
  func matches(_ labels: YAMLNode?) -> Bool {
    terms.allSatisfy { term in
      let value = labels?[term.key]?.scalar?.text
      return switch term.sign {
      case .in: value.map(term.values.contains) ?? false
      case .notIn: value.map { !term.values.contains($0) } ?? true
      case .exists: value != nil
      case .absent: value == nil
      }
    }
  }
}
