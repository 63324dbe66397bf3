import Diagnostics
import YAMLSyntax

/// Autoscalers that go down to one replica.
struct AutoscalerMinimumRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 310, "autoscaler-minimum", .warning,
    summary: "The minimum replicas of an autoscaler are below `minimumReplicas`.",
    why: "At low load there is one replica, and draining its node is an outage.",
    sources: [
      .kubernetes("Horizontal Pod Autoscaling", "tasks/run-application/horizontal-pod-autoscale/")
    ],
    counterparts: ["kube-linter hpa-minimum-three-replicas"],
    bad: [
      .init(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: apps}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 1  # here
          maxReplicas: 5
        """)
    ],
    good: [
      .init(ExampleObject.autoscaler)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.object.identity.kind == "HorizontalPodAutoscaler", let spec = target.object.spec,
      let least = spec["minReplicas"], let count = least.number,
      count < target.options.minimumReplicas
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "\(count) is fewer than \(target.options.minimumReplicas)", at: least.span
      )
      .help("set \(target.options.minimumReplicas) or more"), target.object)
  }
}
