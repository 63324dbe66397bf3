import Diagnostics
import YAMLSyntax

/// Replicas that may all stand on one node.
struct SpreadRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 308, "no-spread", .warning,
    summary: "A workload with several replicas does not set how they are spread.",
    why: "All replicas may run on one node, and be lost with it.",
    sources: [
      .kubernetes(
        "Pod Topology Spread Constraints",
        "concepts/scheduling-eviction/topology-spread-constraints/")
    ],
    counterparts: [
      "kube-linter no-anti-affinity", "kube-score deployment-has-host-podantiaffinity",
      "kube-score statefulset-has-host-podantiaffinity",
    ],
    bad: [
      .init(
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
        """)
    ],
    good: [
      .init(
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
              topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}
              containers:
              - name: web
                image: registry.example.com/web:1.4
        """)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard pod.kind == "Deployment" || pod.kind == "StatefulSet",
      let replicas = target.object.spec?["replicas"], (replicas.number ?? 0) > 1,
      pod.spec["topologySpreadConstraints"]?.items?.isEmpty ?? true,
      pod.spec["affinity"]?["podAntiAffinity"] == nil
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "nothing spreads these \(replicas.text ?? "") replicas over nodes",
        at: replicas.span
      )
      .help("add `topologySpreadConstraints` or `podAntiAffinity`"), target.object)
  }
}
