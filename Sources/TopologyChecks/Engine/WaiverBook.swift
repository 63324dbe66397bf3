import Diagnostics
import TopologyModel

/// The waivers of a topology that hold, and what is wrong with the others (rule OPS-08).
struct WaiverBook {
  private var valid: [Waiver] = []
  private(set) var problems: [Diagnostic] = []

  init(_ waivers: [Waiver], rules known: [RuleInfo], asOf: CalendarDate?) {
    for waiver in waivers {
      let info = known.first { $0.code.description == waiver.rule.value }
      if let problem = Self.problem(waiver, info, known, asOf) {
        problems.append(problem)
      } else {
        valid.append(waiver)
      }
    }
  }

  /// `finding` as it is, or as a note when a waiver covers it.
  func apply(to finding: Findings.Finding) -> Diagnostic {
    let diagnostic = finding.diagnostic
    let waiver = valid.first { waiver in
      waiver.rule.value == diagnostic.code.description
        && (waiver.site == nil || waiver.site?.value == finding.site)
    }
    guard let waiver else { return diagnostic }
    var waived = diagnostic.label(waiver.span, "waived here")
      .note("waived until \(waiver.expires.value): \(waiver.reason.value)")
    waived.severity = .note
    return waived
  }

  private static func problem(
    _ waiver: Waiver, _ info: RuleInfo?, _ known: [RuleInfo], _ asOf: CalendarDate?
  ) -> Diagnostic? {
    guard let info else {
      let near = Suggestion.nearest(to: waiver.rule.value, in: known.map(\.code.description))
      return Diagnostic(
        WaiverRule.info, "unknown rule `\(waiver.rule.value)`", at: waiver.rule.span
      ).help(near.map { "did you mean `\($0)`?" } ?? "codes look like `TOP103`")
    }
    guard info.isWaivable else {
      return Diagnostic(
        WaiverRule.info, "\(info.code) (\(info.name)) cannot be waived", at: waiver.rule.span
      ).note(info.why)
    }
    guard !waiver.reason.value.isEmpty else {
      return Diagnostic(WaiverRule.info, "the waiver has no reason", at: waiver.reason.span)
        .help("say who decided and why")
    }
    if let asOf, waiver.expires.value < asOf {
      return Diagnostic(
        WaiverRule.info, "the waiver of \(info.code) expired on \(waiver.expires.value)",
        at: waiver.expires.span
      ).help("fix what it covers, or decide again and set a new date")
    }
    return nil
  }
}

/// OPS-08.
enum WaiverRule {
  static let info = RuleInfo(
    .topology, 908, "invalid-waiver",
    summary: "A waiver has expired, has no reason, or names a rule that cannot be waived.",
    why: "A waiver is a decision with an expiry date; rules that protect data cannot be waived.",
    sources: [.catalogue("OPS-08")])
}
