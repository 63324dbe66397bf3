import Diagnostics
import YAMLSyntax

/// Workloads that one node takes down.
struct SingleReplicaRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 307, "few-replicas", .note,
    summary:
      "A Deployment runs fewer replicas than the `minimumReplicas` of the configuration (2 by default).",
    why: "Draining one node is an outage.",
    sources: [
      .kubernetes("Deployments, Replicas", "concepts/workloads/controllers/deployment/#replicas")
    ],
    counterparts: ["kube-linter minimum-three-replicas", "kube-score deployment-replicas"],
    bad: [
      .init(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          replicas: 1  # here
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
              containers:
              - name: web
                image: registry.example.com/web:1.4
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.object.identity.kind == "Deployment", target.pod != nil else { return }
    let replicas = target.object.spec?["replicas"]
    guard let count = replicas.map({ $0.number }) ?? 1, count > 0,
      count < target.options.minimumReplicas
    else { return }
    guard replicas != nil else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "\(count == 1 ? "1 replica is" : "\(count) replicas are") fewer than \(target.options.minimumReplicas)",
        at: replicas?.span
      )
      .help("run \(target.options.minimumReplicas) or more"), target.object)
  }
}
