import Diagnostics

/// Workloads that a drain may stop.
struct NoBudgetRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 119, "no-budget", .note,
    summary:
      "No PodDisruptionBudget in the tree selects the pods of a workload with several replicas.",
    why: "Draining several nodes may evict all replicas at the same time.",
    sources: [
      .kubernetes("Specifying a Disruption Budget", "tasks/run-application/configure-pdb/")
    ],
    counterparts: [
      "kube-score deployment-pod-disruption-budget",
      "kube-score statefulset-has-poddisruptionbudget",
    ],
    bad: [
      .init(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}  # here
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: registry.example.com/web:1.4
        """)
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.budget,
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: apps}
          spec:
            replicas: 3
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                - name: web
                  image: registry.example.com/web:1.4
          """))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for workload in graph.objects where workload.isService && (workload.replicas?.count ?? 0) > 1 {
      guard graph.objects("PodDisruptionBudget", selecting: workload).isEmpty else { continue }
      findings.report(
        Diagnostic(
          Self.info, "no PodDisruptionBudget protects the pods of `\(workload.identity.name)`",
          at: workload.place
        )
        .help("add a PodDisruptionBudget"), workload.identity)
    }
  }
}
