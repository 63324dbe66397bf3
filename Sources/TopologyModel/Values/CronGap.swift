import YAMLSyntax

/// When a schedule fires, as far as the longest silence between two firings.
///
/// Days of four years are walked, so that leap days count; day of month and day of week are
/// alternatives when both are restricted, as cron has it.
struct CronGap {
  private let minutes: [Bool]
  private let hours: [Bool]
  private let days: [Bool]
  private let months: [Bool]
  private let weekdays: [Bool]
  private let restrictsDays: Bool
  private let restrictsWeekdays: Bool

  /// Five fields, minutes first, of a schedule whose grammar was checked.
  init(_ fields: [Substring]) {
    minutes = CronFields.minute.matches(fields[0])
    hours = CronFields.hour.matches(fields[1])
    days = CronFields.dayOfMonth.matches(fields[2])
    months = CronFields.month.matches(fields[3])
    weekdays = CronFields.dayOfWeek.matches(fields[4])
    restrictsDays = !fields[2].hasPrefix("*") && fields[2] != "?"
    restrictsWeekdays = !fields[4].hasPrefix("*") && fields[4] != "?"
  }

  /// Seconds of the longest silence; nil when the schedule never fires.
  var longest: Int? {
    var times: [Int] = []
    for hour in 0..<24 where hours[hour] {
      for minute in 0..<60 where minutes[minute] { times.append(hour * 60 + minute) }
    }
    guard let first = times.first, let last = times.last else { return nil }
    let inside = zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0
    var previous: Int?
    var between: Int?
    for (number, isDue) in firingDays.enumerated() where isDue {
      if let previous { between = max(between ?? 0, (number - previous) * 1440 + first - last) }
      previous = number
    }
    guard let between else { return nil }
    return max(inside, between) * 60
  }

  /// Whether each day from 1 January 2024, a Monday, to the end of 2031 fires.
  private var firingDays: [Bool] {
    var result: [Bool] = []
    var weekday = 1
    for year in 2024..<2032 {
      let lengths = [31, year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for month in 1...12 {
        for day in 1...lengths[month - 1] {
          result.append(months[month] && fires(day, weekday))
          weekday = (weekday + 1) % 7
        }
      }
    }
    return result
  }

  private func fires(_ day: Int, _ weekday: Int) -> Bool {
    let isWeekday = weekdays[weekday] || (weekday == 0 && weekdays[7])
    return restrictsDays && restrictsWeekdays
      ? days[day] || isWeekday : days[day] && isWeekday
  }
}

extension CronSchedule {
  /// Seconds of the longest silence between two firings; nil when it never fires.
  package var longestGap: Int? { CronGap(description.split(separator: " ")).longest }
}

extension BackupSchedule {
  /// Seconds of the longest silence between two firings; nil when it never fires.
  package var longestGap: Int? {
    CronGap(Array(description.split(separator: " ").dropFirst())).longest
  }
}
