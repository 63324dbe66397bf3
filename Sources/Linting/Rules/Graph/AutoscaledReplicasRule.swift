import Diagnostics

/// Replicas that two parties set.
struct AutoscaledReplicasRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 118, "autoscaled-replicas", .warning,
    summary: "A workload sets its replicas although an autoscaler scales it.",
    why: "Every apply resets what the autoscaler decided.",
    sources: [
      .kubernetes(
        "Horizontal Pod Autoscaling, Migrating to autoscaling",
        "tasks/run-application/horizontal-pod-autoscale/")
    ],
    counterparts: ["kube-score deployment-targeted-by-hpa-does-not-have-replicas-configured"],
    bad: [
      .init(
        ExampleObject.stream(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: apps}
          spec:
            replicas: 3  # here
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                - name: web
                  image: registry.example.com/web:1.4
          """,
          ExampleObject.autoscaler))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.deployment,
          ExampleObject.autoscaler))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    var told: Set<ObjectIdentifier> = []
    for scaler in graph.objects where scaler.identity.kind == "HorizontalPodAutoscaler" {
      for reference in scaler.references {
        for workload in graph.find(
          reference.kind, reference.namespace, reference.name, from: scaler)
        {
          guard let replicas = workload.replicas,
            told.insert(ObjectIdentifier(workload)).inserted
          else { continue }
          findings.report(
            Diagnostic(
              Self.info, "an autoscaler sets the replicas of `\(workload.identity.name)`",
              at: replicas.span
            )
            .label(reference.span, "scaled here").help("remove `replicas`"), workload.identity)
        }
      }
    }
  }
}
