/// The fields of a cron schedule and their ranges (robfig/cron v3, which both readers use).
package enum CronFields: String {
  case second, minute, hour
  case dayOfMonth = "day of month"
  case month
  case dayOfWeek = "day of week"

  private var range: ClosedRange<Int> {
    switch self {
    case .second, .minute: 0...59
    case .hour: 0...23
    case .dayOfMonth: 1...31
    case .month: 1...12
    case .dayOfWeek: 0...6
    }
  }

  private var words: [String] {
    switch self {
    case .month:
      ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    default: []
    }
  }

  /// The five fields of a Kubernetes CronJob.
  package static let cronJob: [CronFields] = [.minute, .hour, .dayOfMonth, .month, .dayOfWeek]
  /// The six fields of a CloudNativePG ScheduledBackup.
  package static let scheduledBackup: [CronFields] = [.second] + cronJob

  /// Checks the grammar of a schedule with `fields`.
  package static func check(_ text: String, _ fields: [CronFields]) throws(ValueProblem) {
    let parts = text.split(separator: " ")
    guard parts.count == fields.count else {
      let order = fields.map(\.rawValue).joined(separator: ", ")
      throw ValueProblem(
        "has \(parts.count) fields, but this schedule takes \(fields.count)", help: "write \(order)"
      )
    }
    for (part, field) in zip(parts, fields) where !field.accepts(part) {
      throw ValueProblem(
        "has `\(part)` as \(field.rawValue)",
        help: "the \(field.rawValue) takes \(field.range.lowerBound) to \(field.range.upperBound), "
          + "`*`, lists, ranges and steps")
    }
  }

  /// Which values of the field a part of the schedule names, by value.
  package func matches(_ part: Substring) -> [Bool] {
    var result = Array(repeating: false, count: 60)
    for item in part.split(separator: ",") {
      let pieces = item.split(separator: "/")
      let step = pieces.count == 2 ? Int(pieces[1]) ?? 1 : 1
      let ends = pieces[0].split(separator: "-").map(value)
      let isAny = pieces[0] == "*" || pieces[0] == "?"
      let low = isAny ? range.lowerBound : (ends.first ?? nil) ?? range.lowerBound
      let high =
        isAny || (ends.count == 1 && pieces.count == 2)
        ? range.upperBound : (ends.last ?? nil) ?? low
      for number in stride(from: low, through: max(low, high), by: step) { result[number] = true }
    }
    return result
  }

  private func accepts(_ part: Substring) -> Bool {
    part.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { item in
      let pieces = item.split(separator: "/", omittingEmptySubsequences: false)
      guard pieces.count <= 2 else { return false }
      if pieces.count == 2 {
        guard let step = Int(pieces[1]), step > 0 else { return false }
      }
      if pieces[0] == "*" || pieces[0] == "?" { return true }
      let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false).map(value)
      guard (1...2).contains(ends.count), let low = ends[0] else { return false }
      guard ends.count == 2 else { return true }
      guard let high = ends[1] else { return false }
      return low <= high
    }
  }

  private func value(_ text: Substring) -> Int? {
    if let word = words.firstIndex(of: text.lowercased()) { return word + range.lowerBound }
    guard let value = Int(text), range.contains(value) else { return nil }
    return value
  }
}
