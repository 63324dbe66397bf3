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
        ExampleObject.stream(
          ExampleObject.budget
            .changing(
              "  selector: {matchLabels: {app: web}}",
              to: "  selector: {matchLabels: {app: website}}  # here"),
          ExampleObject.deployment))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.budget,
          ExampleObject.deployment))
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
