import Diagnostics
import YAMLSyntax

/// CronJobs that give up for good.
struct CronDeadlineRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 311, "no-cron-deadline", .note,
    summary: "A CronJob has no `startingDeadlineSeconds`.",
    why: "After 100 missed starts, for example in a long outage, it is never started again.",
    sources: [
      .kubernetes("CronJob, Job creation", "concepts/workloads/controllers/cron-jobs/#job-creation")
    ],
    counterparts: ["kube-score cronjob-has-deadline"],
    bad: [
      .init(
        ExampleObject.cronJob
          .changing("  schedule: \"@hourly\"", to: "  schedule: \"0 3 * * *\"  # here"))
    ],
    good: [
      .init(
        ExampleObject.cronJob
          .changing(
            "  schedule: \"@hourly\"",
            to: """
                schedule: "0 3 * * *"
                startingDeadlineSeconds: 600
              """))
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.object.identity.kind == "CronJob", let spec = target.object.spec,
      spec["startingDeadlineSeconds"] == nil
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "missing `startingDeadlineSeconds`",
        at: spec["schedule"]?.span ?? target.object.place
      )
      .help("set `startingDeadlineSeconds`"), target.object)
  }
}
