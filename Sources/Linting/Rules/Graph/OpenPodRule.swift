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
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}  # here
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
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: apps}
        spec:
          podSelector: {matchLabels: {app: web}}
          policyTypes: [Ingress]
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
