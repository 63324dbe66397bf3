/// A point in time of Go (`time.Time`), in UTC: containers of operators have no other zone.
///
/// Covers every second that Go's does; arithmetic beyond that wraps, as in Go.
package struct GoTime: Hashable, Sendable {
  /// Seconds since 1970, rounded down.
  package let seconds: Int
  /// Nanoseconds after that, from 0 up to a second.
  package let nanosecond: Int

  package init(seconds: Int, nanosecond: Int = 0) {
    self.seconds = seconds
    self.nanosecond = min(max(0, nanosecond), 999_999_999)
  }

  /// The time of a clock that counts milliseconds since 1970.
  package init(milliseconds: Int) {
    let (seconds, rest) = Self.floored(milliseconds, by: 1000)
    self.init(seconds: seconds, nanosecond: rest * 1_000_000)
  }

  /// Go's zero time, 1 January of the year 1.
  package static let zero = GoTime(year: 1, month: 1, day: 1)

  /// Quotient and rest, which is not negative.
  private static func floored(_ value: Int, by divisor: Int) -> (quotient: Int, rest: Int) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }

  /// The time `nanoseconds` later.
  package func adding(nanoseconds: Int) -> GoTime {
    let (whole, rest) = Self.floored(nanoseconds, by: 1_000_000_000)
    let sum = nanosecond + rest
    return GoTime(
      seconds: seconds &+ whole &+ sum / 1_000_000_000, nanosecond: sum % 1_000_000_000)
  }

  /// Nanoseconds from `other` to this time; those that do not fit are the most that do (`Time.Sub`).
  package func nanoseconds(since other: GoTime) -> Int {
    let (distance, overflows) = seconds.subtractingReportingOverflow(other.seconds)
    let (whole, isTooLarge) = distance.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, sumOverflows) = whole.addingReportingOverflow(nanosecond - other.nanosecond)
    guard overflows || isTooLarge || sumOverflows else { return sum }
    return seconds < other.seconds ? .min : .max
  }

  struct Civil {
    var year, month, day, hour, minute, second, weekday: Int
  }

  /// Days of the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date
  /// Algorithms").
  var civil: Civil {
    var days = seconds / 86_400
    var rest = seconds % 86_400
    if rest < 0 {
      rest += 86_400
      days -= 1
    }
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    let weekday = ((days % 7) + 11) % 7
    return Civil(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * part + 2) / 5 + 1, hour: rest / 3600, minute: rest / 60 % 60,
      second: rest % 60, weekday: weekday)
  }

  /// The time of a day and a time of day.
  package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let shifted = month <= 2 ? year &- 1 : year
    let era = (shifted >= 0 ? shifted : shifted &- 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era &* 146_097 &+ dayOfEra - 719_468
    self.init(seconds: days &* 86_400 &+ hour * 3600 &+ minute * 60 &+ second)
  }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// Parts of a layout, longest first where one begins another (package time, Layout).
  static let elements = [
    "January", "Jan", "Monday", "Mon", "MST", "2006", "-07:00:00", "-07:00", "-0700", "-07",
    "Z07:00", "Z0700", "Z07", "002", "01", "02", "03", "04", "05", "06", "15", "PM", "pm", "__2",
    "_2", "1", "2", "3", "4", "5",
  ]

  /// The time in a layout of Go.
  package func text(_ layout: String) -> String {
    let civil = civil
    var output = ""
    var rest = Substring(layout)
    while let character = rest.first {
      if let fraction = Self.fractionElement(rest) {
        output += fractionText(fraction)
        rest = rest.dropFirst(fraction.count)
      } else if let element = Self.elements.first(where: { rest.hasPrefix($0) }) {
        output += element.isEmpty ? "" : Self.text(element, civil, self)
        rest = rest.dropFirst(element.count)
      } else {
        output.append(character)
        rest.removeFirst()
      }
    }
    return output
  }

  /// `.000` or `.999` with any number of digits.
  static func fractionElement(_ rest: Substring) -> Substring? {
    guard rest.first == "." || rest.first == "," else { return nil }
    let digits = rest.dropFirst().prefix { $0 == "0" }
    if !digits.isEmpty, rest.dropFirst(1 + digits.count).first?.isNumber != true {
      return rest.prefix(1 + digits.count)
    }
    let nines = rest.dropFirst().prefix { $0 == "9" }
    return nines.isEmpty ? nil : rest.prefix(1 + nines.count)
  }

  private func fractionText(_ element: Substring) -> String {
    let digits = Self.padded(nanosecond, 9)
    var text = String(digits.prefix(element.count - 1))
    if element.last == "9" {
      while text.hasSuffix("0") { text.removeLast() }
      return text.isEmpty ? "" : ".\(text)"
    }
    return ".\(text)"
  }

  static func padded(_ number: Int, _ width: Int, with pad: String = "0") -> String {
    let text = String(number)
    return String(repeating: pad, count: max(0, width - text.utf8.count)) + text
  }

  private static func text(_ element: String, _ civil: Civil, _ time: GoTime) -> String {
    let twelve = civil.hour % 12 == 0 ? 12 : civil.hour % 12
    return switch element {
    case "January": months[civil.month - 1]
    case "Jan": String(months[civil.month - 1].prefix(3))
    case "Monday": weekdays[civil.weekday]
    case "Mon": String(weekdays[civil.weekday].prefix(3))
    case "MST": "UTC"
    case "2006": civil.year < 0 ? "-" + padded(-civil.year, 4) : padded(civil.year, 4)
    case "06": padded(abs(civil.year % 100), 2)
    case "01": padded(civil.month, 2)
    case "1": String(civil.month)
    case "02": padded(civil.day, 2)
    case "_2": padded(civil.day, 2, with: " ")
    case "2": String(civil.day)
    case "002", "__2":
      padded(
        (time.seconds &- GoTime(year: civil.year, month: 1, day: 1).seconds) / 86_400 + 1, 3,
        with: element == "002" ? "0" : " ")
    case "15": padded(civil.hour, 2)
    case "03": padded(twelve, 2)
    case "3": String(twelve)
    case "04": padded(civil.minute, 2)
    case "4": String(civil.minute)
    case "05": padded(civil.second, 2)
    case "5": String(civil.second)
    case "PM": civil.hour >= 12 ? "PM" : "AM"
    case "pm": civil.hour >= 12 ? "pm" : "am"
    case "-0700": "+0000"
    case "-07:00": "+00:00"
    case "-07:00:00": "+00:00:00"
    case "-07": "+00"
    default: "Z"
    }
  }

  /// How Go prints a time (`Time.String`).
  package var description: String { text("2006-01-02 15:04:05.999999999 -0700 MST") }
}
