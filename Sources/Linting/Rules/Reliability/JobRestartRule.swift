import Diagnostics
import YAMLSyntax

/// Jobs whose pods would restart for ever.
struct JobRestartRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 313, "job-restart-policy",
    summary: "The pods of a Job have no restart policy, or `Always`.",
    why: "The API server rejects the Job.",
    sources: [
      .kubernetes("Jobs, Pod template", "concepts/workloads/controllers/job/#pod-template")
    ],
    counterparts: ["kube-linter restart-policy"],
    bad: [
      .init(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: load, namespace: apps}
        spec:
          template:
            spec:
              restartPolicy: Always  # here
              containers: [{name: load, image: "registry.example.com/load:1"}]
        """)
    ],
    good: [
      .init(ExampleObject.job)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard pod.kind == "Job" || pod.kind == "CronJob" else { return }
    let policy = pod.spec["restartPolicy"]
    guard policy == nil || policy?.text == "Always" else { return }
    findings.report(
      Diagnostic(
        Self.info,
        policy == nil
          ? "the pods of a Job need a `restartPolicy`"
          : "`Always` is not allowed for the pods of a Job",
        at: policy?.span ?? pod.spec.span?.startPoint
      )
      .help("write `restartPolicy: Never` or `OnFailure`"), target.object)
  }
}
