import Diagnostics
import YAMLSyntax

/// Deployments that stop before they start again.
struct RollingUpdateRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 309, "no-rolling-update", .note,
    summary: "A Deployment with several replicas uses the strategy `Recreate`.",
    why: "Every rollout is an outage.",
    sources: [
      .kubernetes("Deployments, Strategy", "concepts/workloads/controllers/deployment/#strategy")
    ],
    counterparts: ["kube-linter no-rolling-update-strategy", "kube-score deployment-strategy"],
    bad: [
      .init(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          replicas: 3
          strategy: {type: Recreate}  # here
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
          strategy: {type: RollingUpdate}
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
    guard target.object.identity.kind == "Deployment", let spec = target.object.spec,
      let type = spec["strategy"]?["type"], type.text == "Recreate",
      (spec["replicas"]?.number ?? 1) > 1
    else { return }
    findings.report(
      Diagnostic(Self.info, "all replicas are stopped at every rollout", at: type.span)
        .help("use `RollingUpdate`, unless two versions must never run side by side"),
      target.object)
  }
}
