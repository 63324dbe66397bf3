import Diagnostics

/// Budgets that protect nobody.
struct BudgetWithoutPodsRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 112, "budget-without-pods", .warning,
    summary: "The selector of a PodDisruptionBudget matches no pods in the tree.",
    why: "The pods it was meant for can all be evicted at the same time.",
    sources: [
      .kubernetes("Specifying a Disruption Budget", "tasks/run-application/configure-pdb/")
    ],
    counterparts: [
      "kube-linter dangling-poddisruptionbudget", "kube-score poddisruptionbudget-has-policy",
    ],
    bad: [
      .init(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: apps}
        spec:
          minAvailable: 1
          selector: {matchLabels: {app: website}}  # here
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
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
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: apps}
        spec:
          minAvailable: 1
          selector: {matchLabels: {app: web}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: registry.example.com/web:1.4
        """)
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for budget in graph.objects where budget.identity.kind == "PodDisruptionBudget" {
      guard let selector = graph.selectorWithoutPods(of: budget) else { continue }
      findings.report(
        Diagnostic(Self.info, "the selector matches no pods in the tree", at: selector.span)
          .help("compare it with the labels of the pod templates"), budget.identity)
    }
  }
}
