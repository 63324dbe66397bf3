import Diagnostics
import Schema
import YAMLSyntax

/// Schedules that a CronJob cannot follow.
struct CronScheduleRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 203, "invalid-cron-schedule",
    summary: "The schedule of a CronJob is invalid.",
    why: "The API server rejects the CronJob.",
    sources: [
      .kubernetes(
        "CronJob, Schedule syntax (robfig/cron v3)",
        "concepts/workloads/controllers/cron-jobs/#schedule-syntax")
    ],
    bad: [
      .init(
        ExampleObject.cronJob
          .changing("  schedule: \"@hourly\"", to: "  schedule: \"0 25 * * *\"  # here"))
    ],
    good: [
      .init(ExampleObject.cronJob)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    let object = target.object
    guard object.identity.kind == "CronJob", object.group == "batch",
      let schedule = object.spec?["schedule"], let text = schedule.text,
      !Placeholder.isIn(text)
    else { return }
    if text.hasPrefix("TZ=") || text.hasPrefix("CRON_TZ=") {
      return findings.report(
        Diagnostic(Self.info, "the schedule contains a time zone", at: schedule.span)
          .help("set `spec.timeZone` instead"), object)
    }
    if Self.words.contains(text) { return }
    do throws(ValueProblem) {
      try CronFields.check(text, CronFields.cronJob)
    } catch {
      findings.report(
        Diagnostic(Self.info, "the schedule \(error.message)", at: schedule.span).help(error.help),
        object)
    }
  }

  private static let words: Set<String> = [
    "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly",
  ]
}
