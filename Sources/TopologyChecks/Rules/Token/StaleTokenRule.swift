import Diagnostics
import TopologyModel

/// TOK-007; the age is judged against `--as-of`.
struct StaleTokenRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 407, "stale-token", .warning,
    summary: "The promotion token has no date, or one more than a day before `--as-of`.",
    why: "A token of an earlier demotion refers to a position before data that was written since.",
    sources: [.catalogue("TOK-007")], isWaivable: true,
    bad: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6Inllc3RlcmRheSIsIm9wZXJhdG9yVmVyc2lvbiI6IjEuMzAuMCJ9'}}"
      )
    ],
    good: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let (text, token) = Self.token(topology), Self.day(token) == nil else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "the time in the token, `\(SafeText.escapingControls(token.timeOfLatestCheckpoint))`, is not a date",
        at: text.span
      ).help("compare it with `status.demotionToken` of the demoted Cluster"))
  }

  /// Whether the token is more than a day older than `asOf`; nothing here reads the clock.
  static func check(_ topology: Topology, asOf: CalendarDate, into findings: inout Findings) {
    guard let (text, token) = token(topology), let day = day(token),
      asOf.dayNumber - day.dayNumber > 1
    else { return }
    findings.report(
      Diagnostic(info, "the token is from \(day), the build from \(asOf)", at: text.span)
        .help("compare it with `status.demotionToken` of the demoted Cluster"))
  }

  private static func token(_ topology: Topology) -> (Located<String>, PromotionToken)? {
    guard let text = topology.operation.switchover?.token,
      case .success(let token) = PromotionToken.parse(text.value)
    else { return nil }
    return (text, token)
  }

  /// The day, as RFC 3339 or as pg_controldata prints it: `Sat Nov 21 15:43:26 2026`, which is what
  /// CloudNativePG 1.30 puts into the token.
  private static func day(_ token: PromotionToken) -> CalendarDate? {
    let text = token.timeOfLatestCheckpoint
    if let date = CalendarDate(String(text.prefix(10))) { return date }
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 5, let month = months.firstIndex(of: words[1]), let day = Int(words[2])
    else { return nil }
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return CalendarDate("\(words[4])-\(padded(month + 1))-\(padded(day))")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
