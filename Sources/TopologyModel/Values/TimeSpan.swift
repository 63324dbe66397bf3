package import YAMLSyntax

/// A length of time as a whole number of one unit: `30s`, `5m`, `1h`, `7d`.
public struct TimeSpan: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Length in seconds.
  public let seconds: Int
  /// The length as written.
  public let description: String

  /// Checks the grammar; nil when `text` is not a length of time.
  public init?(_ text: String) {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count >= 0,
      text.first?.isWholeNumber == true, count <= 100_000_000
    else { return nil }
    seconds = count * unit
    description = text
  }

  private init(seconds: Int, _ text: String) {
    self.seconds = seconds
    description = text
  }

  /// Whole minutes.
  public static func minutes(_ count: Int) -> TimeSpan {
    TimeSpan(seconds: count * 60, "\(count)m")
  }
  /// Whole seconds.
  public static func seconds(_ count: Int) -> TimeSpan { TimeSpan(seconds: count, "\(count)s") }
  /// Whole days.
  public static func days(_ count: Int) -> TimeSpan {
    TimeSpan(seconds: count * 86400, "\(count)d")
  }

  /// Compares lengths.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.seconds < right.seconds }

  /// The spelling of PostgreSQL parameters, which write minutes as `min`.
  package var postgresText: String {
    description.last == "m" ? "\(description.dropLast())min" : description
  }
}

extension TimeSpan: FieldValue {
  package static var typeName: String { "a length of time" }
  package static var pattern: String? { #"^[0-9]+[smhd]$"# }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid duration", help: "write a number and s, m, h or d, such as 5m")
    }
    self = value
  }
  package var fieldText: String { description }
}
