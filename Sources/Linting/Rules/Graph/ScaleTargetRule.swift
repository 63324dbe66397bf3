import Diagnostics

/// Autoscalers of nothing.
struct ScaleTargetRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 111, "unknown-scale-target", .warning,
    summary: "The workload that an autoscaler scales is not in the tree.",
    why: "The autoscaler has no effect.",
    sources: [
      .kubernetes("Horizontal Pod Autoscaling", "tasks/run-application/horizontal-pod-autoscale/")
    ],
    counterparts: [
      "kube-linter dangling-horizontalpodautoscaler",
      "kube-score horizontalpodautoscaler-has-target",
    ],
    bad: [
      .init(
        ExampleObject.stream(
          """
          apiVersion: autoscaling/v2
          kind: HorizontalPodAutoscaler
          metadata: {name: web, namespace: apps}
          spec:
            scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: website}  # here
            minReplicas: 2
            maxReplicas: 5
          """,
          ExampleObject.deployment))
    ],
    good: [
      .init(
        ExampleObject.stream(
          """
          apiVersion: autoscaling/v2
          kind: HorizontalPodAutoscaler
          metadata: {name: web, namespace: apps}
          spec:
            scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
            minReplicas: 2
            maxReplicas: 5
          """,
          ExampleObject.deployment))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for scaler in graph.objects where scaler.identity.kind == "HorizontalPodAutoscaler" {
      for reference in scaler.references where !graph.isDefined(reference, from: scaler) {
        findings.report(
          Diagnostic(
            Self.info, "the \(reference.kind) `\(reference.name)` is not in the tree",
            at: reference.span
          )
          .help("fix the name, or add the workload"), scaler.identity)
      }
    }
  }
}
