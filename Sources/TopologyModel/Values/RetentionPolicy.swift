package import YAMLSyntax

/// How long base backups and their WAL are kept: a number and `d`, `w` or `m` (months).
///
/// Pattern of Barman Cloud's ObjectStore CRD (plugin 0.14.0): `^[1-9][0-9]*[dwm]$` (rule ARC-010).
public struct RetentionPolicy: Hashable, Sendable, CustomStringConvertible {
  /// The policy as written.
  public let description: String
  /// Days kept, a month counted as 30.
  package let days: Int

  /// Checks the grammar; nil when `text` is not a policy.
  public init?(_ text: String) {
    let units: [Character: Int] = ["d": 1, "w": 7, "m": 30]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count > 0,
      text.first != "0", text.first != "+", count < 100_000
    else { return nil }
    description = text
    days = count * unit
  }

  private init(days: Int) {
    self.days = days
    description = "\(days)d"
  }

  /// Whole days.
  public static func days(_ count: Int) -> RetentionPolicy { RetentionPolicy(days: count) }
}

extension RetentionPolicy: FieldValue {
  package static var typeName: String { "a retention policy" }
  package static var pattern: String? { #"^[1-9][0-9]*[dwm]$"# }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid retention policy",
        help: "write a number and d, w or m (months), for example 30d")
    }
    self = value
  }
  package var fieldText: String { description }
}
