import Diagnostics

/// Network policies for nobody.
struct PolicyWithoutPodsRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 116, "policy-without-pods", .warning,
    summary: "The selector of a NetworkPolicy matches no pods in the tree.",
    why: "The pods it was meant for are not restricted.",
    sources: [.kubernetes("Network Policies", "concepts/services-networking/network-policies/")],
    counterparts: ["kube-linter dangling-networkpolicy", "kube-score networkpolicy-targets-pod"],
    bad: [
      .init(
        ExampleObject.stream(
          ExampleObject.policy
            .changing(
              "  podSelector: {matchLabels: {app: web}}",
              to: "  podSelector: {matchLabels: {app: website}}  # here"),
          ExampleObject.deployment))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.policy,
          ExampleObject.deployment))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for policy in graph.objects where policy.identity.kind == "NetworkPolicy" {
      guard let selector = graph.selectorWithoutPods(of: policy) else { continue }
      findings.report(
        Diagnostic(Self.info, "the selector matches no pods in the tree", at: selector.span)
          .help("compare it with the labels of the pod templates"), policy.identity)
    }
  }
}
