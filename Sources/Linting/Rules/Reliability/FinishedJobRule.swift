import Diagnostics
import YAMLSyntax

/// Jobs that stay when they are done.
struct FinishedJobRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 312, "finished-jobs", .note,
    summary: "A Job that no CronJob owns has no `ttlSecondsAfterFinished`.",
    why:
      "Finished Jobs and their pods accumulate, and a Job of the same name cannot be applied again.",
    sources: [
      .kubernetes(
        "Automatic Cleanup for Finished Jobs", "concepts/workloads/controllers/ttlafterfinished/")
    ],
    counterparts: ["kube-linter job-ttl-seconds-after-finished"],
    bad: [
      .init(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: load, namespace: apps}  # here
        spec: {template: {spec: {restartPolicy: Never, containers: [{name: load, image: "registry.example.com/load:1"}]}}}
        """)
    ],
    good: [
      .init(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: load, namespace: apps}
        spec: {ttlSecondsAfterFinished: 3600, template: {spec: {restartPolicy: Never, containers: [{name: load, image: "registry.example.com/load:1"}]}}}
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.object.identity.kind == "Job", target.object.group == "batch",
      let spec = target.object.spec,
      spec["ttlSecondsAfterFinished"] == nil
    else { return }
    findings.report(
      Diagnostic(Self.info, "this Job is not removed when it finishes", at: target.object.place)
        .help("set `ttlSecondsAfterFinished`"), target.object)
  }
}
