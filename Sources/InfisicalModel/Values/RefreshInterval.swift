package import YAMLSyntax

/// How often something is read again: an integer and one unit (operator v0.11.5, interval strings).
///
/// Seconds start at 5; other units at 1. The operator also takes `0m` and negative numbers and then
/// never refreshes again: that is not a value here.
package struct RefreshInterval: Hashable, Sendable {
  package let text: String
  package let seconds: Int

  /// What v1alpha1 falls back on.
  package static let standard = RefreshInterval(unchecked: "5m", 300)
  /// What v1alpha1 falls back on with instant updates.
  package static let standardWithEvents = RefreshInterval(unchecked: "1h", 3600)

  private init(unchecked text: String, _ seconds: Int) {
    self.text = text
    self.seconds = seconds
  }

  /// A number of seconds; nil below 5.
  package init?(seconds: Int) {
    guard seconds >= 5 else { return nil }
    self.init(unchecked: "\(seconds)s", seconds)
  }

  /// Units with their seconds and how many digits a number of them may have.
  private static let units: [(name: Character, seconds: Int, digits: Int)] = [
    ("s", 1, 9), ("m", 60, 8), ("h", 3600, 6), ("d", 86_400, 5), ("w", 604_800, 4),
  ]
}

extension RefreshInterval: FieldValue {
  package static let typeName = "a refresh interval"
  /// Five seconds or more, or one of a larger unit or more; so few digits that Go's Duration, 292
  /// years, holds the result.
  package static let grammar =
    "^0*([5-9]|[1-9][0-9]{1,8})s$|^0*[1-9][0-9]{0,7}m$|^0*[1-9][0-9]{0,5}h$|"
    + "^0*[1-9][0-9]{0,4}d$|^0*[1-9][0-9]{0,3}w$"
  package static let bounds = ScalarBounds(maxLength: 32)

  package init(parsing text: String) throws(ValueProblem) {
    let problem = ValueProblem(
      "is not a valid refresh interval",
      help: "write one number and one unit out of s, m, h, d and w, such as `5m`; at least `5s`")
    let digits = text.dropLast().utf8
    guard let unit = Self.units.first(where: { $0.name == text.last }), text.utf8.count <= 32,
      digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.drop(while: { $0 == 0x30 }).count <= unit.digits, let number = Int(text.dropLast()),
      number > 0
    else { throw problem }
    let seconds = number * unit.seconds
    guard seconds >= 5 else { throw problem }
    self.init(unchecked: text, seconds)
  }

  package var fieldText: String { text }
}
