package import YAMLSyntax

/// A day of the Gregorian calendar, `2026-11-21`; nothing here reads the clock.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The date in ISO 8601, so that text order is date order.
  public let description: String

  /// Checks the grammar; nil when `text` is not a date.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.map(\.count) == [4, 2, 2], numbers.count == 3, text.utf8.count == 10,
      parts.allSatisfy({ $0.allSatisfy(\.isNumber) }),
      (1...12).contains(numbers[1])
    else { return nil }
    let year = numbers[0]
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...days[numbers[1] - 1]).contains(numbers[2]) else { return nil }
    description = text
  }

  /// Days since 1 March of year 0, for differences.
  package var dayNumber: Int {
    let parts = description.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return 0 }
    // Years that begin in March put the leap day last.
    let year = parts[1] < 3 ? parts[0] - 1 : parts[0]
    let month = (parts[1] + 9) % 12
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + parts[2]
  }

  init(unchecked text: String) { description = text }

  /// Earlier days come first.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

extension CalendarDate: FieldValue {
  package static var typeName: String { "a date" }
  package static var pattern: String? { #"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"# }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem("is not a valid date", help: "write YYYY-MM-DD")
    }
    self = value
  }
  package var fieldText: String { description }
}
