import Diagnostics

/// Pods with two budgets.
struct OverlappingBudgetsRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 114, "overlapping-budgets",
    summary: "Two PodDisruptionBudgets select the same pods.",
    why: "The API server rejects every eviction of these pods.",
    sources: [
      .kubernetes(
        "Specifying a Disruption Budget, Think about how your application reacts to disruptions",
        "tasks/run-application/configure-pdb/")
    ],
    bad: [
      .init(
        ExampleObject.stream(
          ExampleObject.budget,
          """
          apiVersion: policy/v1
          kind: PodDisruptionBudget
          metadata: {name: web-2, namespace: apps}
          spec:
            minAvailable: 1
            selector: {matchLabels: {app: web}}  # here
          """,
          ExampleObject.deployment))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.budget,
          ExampleObject.deployment))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    var owner: [String: GraphObject] = [:]
    for budget in graph.objects where budget.identity.kind == "PodDisruptionBudget" {
      guard let selector = budget.selector, !selector.isPartial else { continue }
      for workload in graph.workloads(selectedBy: selector, from: budget) {
        let key = [
          workload.root, workload.scope, workload.identity.kind, workload.identity.namespace,
          workload.identity.name,
        ].joined(separator: "\u{0}")
        if let other = owner[key], other.identity.name != budget.identity.name {
          findings.report(
            Diagnostic(
              Self.info, "the pods of `\(workload.identity.name)` already have a budget",
              at: selector.span
            )
            .label(other.place, "the other budget").help("keep one budget per pod"),
            budget.identity)
        } else {
          owner[key] = budget
        }
      }
    }
  }
}
