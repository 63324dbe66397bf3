import Diagnostics

/// Budgets that stop every drain.
struct BlockingBudgetRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 113, "blocking-budget", .warning,
    summary: "A PodDisruptionBudget allows no eviction.",
    why: "Nodes with one of its pods cannot be drained: cluster upgrades stall.",
    sources: [
      .kubernetes("Specifying a Disruption Budget", "tasks/run-application/configure-pdb/")
    ],
    counterparts: ["kube-linter pdb-min-available", "kube-linter pdb-max-unavailable"],
    bad: [
      .init(
        ExampleObject.stream(
          ExampleObject.budget
            .changing("  minAvailable: 1", to: "  minAvailable: 2  # here"),
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web, namespace: apps}
          spec:
            replicas: 2
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                - name: web
                  image: registry.example.com/web:1.4
          """))
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
            replicas: 2
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
    for object in graph.objects where object.identity.kind == "PodDisruptionBudget" {
      guard let budget = object.budget, let selector = object.selector else { continue }
      let workloads = graph.workloads(selectedBy: selector, from: object)
      // Other pods than those of one workload may make room.
      let replicas =
        workloads.count == 1 && !selector.isPartial ? workloads.compactMap(\.replicas?.count) : []
      let isBlocking =
        switch (budget.field, budget.value) {
        case ("maxUnavailable", "0"), ("maxUnavailable", "0%"), ("minAvailable", "100%"): true
        case ("minAvailable", let text):
          replicas.count == 1 && Int(text).map { $0 >= replicas[0] && $0 > 0 } == true
        default: false
        }
      guard isBlocking else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(budget.field): \(budget.value)` allows no eviction", at: budget.span
        )
        .help("allow one pod to be evicted, or run one more"), object.identity)
    }
  }
}
