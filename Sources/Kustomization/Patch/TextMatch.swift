import Diagnostics
import Patterns

/// One part of a target: a regular expression that the whole text must match; empty matches everything.
struct TextMatch {
  private enum Form {
    case anything
    case literal(String)
    case pattern(Pattern)
  }

  private let form: Form

  init(_ text: Located<String>) throws(Fault) {
    if text.value.isEmpty {
      form = .anything
    } else if text.value.utf8.allSatisfy(Self.isPlain) {
      form = .literal(text.value)
    } else {
      do throws(Pattern.Problem) {
        form = .pattern(try Pattern("^(?:\(text.value))$"))
      } catch {
        throw Fault(
          .kustomizationPatch, "`\(text.value)` is not a valid regular expression: \(error)",
          at: text.span)
      }
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2F, 0x5F: true
    default: false
    }
  }

  /// The only text that matches, if there is but one.
  var literal: String? {
    if case .literal(let text) = form { text } else { nil }
  }

  func matches(_ text: String) -> Bool {
    switch form {
    case .anything: true
    case .literal(let literal): literal == text
    case .pattern(let pattern): pattern.matches(text)
    }
  }
}
