import GoTemplate
import Seams

/// Dates (sprig 3.3.0, date.go).
///
/// Zones other than UTC are those of the container, which has none.
enum DateFunctions {
  static func all(_ time: any TimeSource) -> [GoFunction] {
    let now: @Sendable () -> GoTime = {
      GoTime(milliseconds: Int(time.now.milliseconds))
    }
    /// What sprig takes for a time: a time, seconds since 1970, or else now.
    let moment: @Sendable (GoValue) -> GoTime = { value in
      switch value {
      case .time(let time): time
      case .integer(let seconds, _): GoTime(seconds: seconds)
      default: now()
      }
    }
    let format: @Sendable (String, [GoFunction.Parameter]) -> GoFunction = { name, parameters in
      GoFunction(name, parameters) { arguments throws(TemplateError) in
        let layout = arguments.text()
        try arguments.budget.spend(layout.utf8.count * 4)
        return .text(moment(arguments.next()).text(layout))
      }
    }
    let html: @Sendable (String, [GoFunction.Parameter]) -> GoFunction = { name, parameters in
      GoFunction(name, parameters) { arguments throws(TemplateError) in
        .text(moment(arguments.next()).text("2006-01-02"))
      }
    }
    return [
      GoFunction("now") { arguments throws(TemplateError) in .time(now()) },
      format("date", [.string, .any]), format("date_in_zone", [.string, .any, .string]),
      format("dateInZone", [.string, .any, .string]), html("htmlDate", [.any]),
      html("htmlDateInZone", [.any, .string]), modify("date_modify", isStrict: false),
      modify("dateModify", isStrict: false), modify("must_date_modify", isStrict: true),
      modify("mustDateModify", isStrict: true),
      GoFunction("ago", [.any]) { arguments throws(TemplateError) in
        let elapsed = now().nanoseconds(since: moment(arguments.next()))
        return .text(GoDuration.text(GoDuration.rounded(elapsed, to: 1_000_000_000)))
      },
      GoFunction("unixEpoch", [.any]) { arguments throws(TemplateError) in
        .text(String(moment(arguments.next()).seconds))
      },
      GoFunction("toDate", [.string, .string]) { arguments throws(TemplateError) in
        let (layout, text) = (arguments.text(), arguments.text())
        try arguments.budget.spend(layout.utf8.count * 4)
        return .time(GoTime(text, layout: layout) ?? .zero)
      },
      GoFunction("mustToDate", [.string, .string]) { arguments throws(TemplateError) in
        let (layout, text) = (arguments.text(), arguments.text())
        try arguments.budget.spend(layout.utf8.count * 4)
        guard let time = GoTime(text, layout: layout) else {
          throw TemplateError("the text does not match the layout \"\(layout)\"")
        }
        return .time(time)
      },
      GoFunction("duration", [.any]) { arguments throws(TemplateError) in
        .text(GoDuration.text(seconds(arguments.next()) &* 1_000_000_000))
      },
      GoFunction("durationRound", [.any]) { arguments throws(TemplateError) in
        let value = arguments.next()
        let nanoseconds =
          switch value {
          case .string(let text): GoDuration.parse(text.text) ?? 0
          case .integer(let number, _): number
          case .time(let time): now().nanoseconds(since: time)
          default: 0
          }
        return .text(rounded(nanoseconds))
      },
    ]
  }

  private static func modify(_ name: String, isStrict: Bool) -> GoFunction {
    GoFunction(name, [.string, .any]) { arguments throws(TemplateError) in
      let text = arguments.text()
      let value = arguments.next()
      guard case .time(let time) = value else {
        throw TemplateError("wrong type for value; expected time.Time; got \(value.typeName)")
      }
      guard let span = GoDuration.parse(text) else {
        if isStrict { throw TemplateError("invalid duration \"\(text)\"") }
        return value
      }
      return .time(time.adding(nanoseconds: span))
    }
  }

  private static func seconds(_ value: GoValue) -> Int {
    switch value {
    case .integer(let number, _): number
    case .string(let text): Int(text.text) ?? 0
    default: 0
    }
  }

  /// The largest unit alone: `2h`, `3d`.
  private static func rounded(_ nanoseconds: Int) -> String {
    let seconds = Double(nanoseconds.magnitude) / 1e9
    let units = [
      ("y", 31_536_000.0), ("mo", 2_592_000), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]
    for (name, length) in units where seconds >= length {
      return "\(Int(seconds / length))\(name)"
    }
    return "0s"
  }
}
