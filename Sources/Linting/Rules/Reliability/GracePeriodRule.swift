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
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 0  # here
              containers:
              - name: web
                image: registry.example.com/web:1.4
        """)
    ],
    good: [
      .init(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 30
              containers:
              - name: web
                image: registry.example.com/web:1.4
        """)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard pod.isService, let period = pod.spec["terminationGracePeriodSeconds"], period.number == 0
    else { return }
    findings.report(
      Diagnostic(Self.info, "these pods are killed immediately", at: period.span)
        .help("set the duration of their longest request"), target.object)
  }
}
