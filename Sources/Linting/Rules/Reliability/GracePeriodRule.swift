import Diagnostics
import YAMLSyntax

/// Pods that are killed without a warning.
struct GracePeriodRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 314, "no-grace-period", .warning,
    summary: "A pod that serves requests has a grace period of zero.",
    why: "Requests in progress are cut off at every rollout.",
    sources: [
      .kubernetes(
        "Pod Lifecycle, Termination of Pods",
        "concepts/workloads/pods/pod-lifecycle/#pod-termination")
    ],
    bad: [
      .init(
        ExampleObject.deployment
          .changing(
            "    spec:",
            to: """
                  spec:
                    terminationGracePeriodSeconds: 0  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.deployment
          .changing(
            "    spec:",
            to: """
                  spec:
                    terminationGracePeriodSeconds: 30
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard pod.isService, let period = pod.spec["terminationGracePeriodSeconds"], period.number == 0
    else { return }
    findings.report(
      Diagnostic(Self.info, "these pods are killed immediately", at: period.span)
        .help("set the duration of their longest request"), target.object)
  }
}
