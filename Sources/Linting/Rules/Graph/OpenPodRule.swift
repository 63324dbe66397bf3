import Diagnostics

/// Pods that everybody reaches.
struct OpenPodRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 117, "no-network-policy", .note,
    summary: "No NetworkPolicy in the tree selects the pods of a workload.",
    why: "Every pod in the cluster can reach them, and they can reach everything.",
    sources: [.kubernetes("Network Policies", "concepts/services-networking/network-policies/")],
    counterparts: ["kube-linter non-isolated-pod", "kube-score pod-networkpolicy"],
    bad: [
      .init(
        ExampleObject.deployment
          .changing(
            "metadata: {name: web, namespace: apps}",
            to: "metadata: {name: web, namespace: apps}  # here"))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.policy,
          ExampleObject.deployment))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for workload in graph.objects where workload.isService {
      guard graph.objects("NetworkPolicy", selecting: workload).isEmpty else { continue }
      findings.report(
        Diagnostic(
          Self.info, "no NetworkPolicy selects the pods of `\(workload.identity.name)`",
          at: workload.place
        )
        .help("add a NetworkPolicy"), workload.identity)
    }
  }
}
