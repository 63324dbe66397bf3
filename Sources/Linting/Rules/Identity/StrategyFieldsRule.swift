import Diagnostics
import YAMLSyntax

/// Settings of a strategy that is not used.
struct StrategyFieldsRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 215, "strategy-fields",
    summary: "A Deployment with strategy `Recreate` has settings for rolling updates.",
    why: "The API server rejects the Deployment.",
    sources: [
      .kubernetes("Deployments, Strategy", "concepts/workloads/controllers/deployment/#strategy")
    ],
    bad: [
      .init(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          strategy:
            type: Recreate
            rollingUpdate: {maxSurge: 1}  # here
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
          strategy: {type: Recreate}
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
    guard target.object.identity.kind == "Deployment",
      let strategy = target.object.spec?["strategy"],
      strategy["type"]?.text == "Recreate", let rolling = strategy.entry("rollingUpdate"),
      !rolling.value.isNull
    else { return }
    findings.report(
      Diagnostic(Self.info, "`rollingUpdate` is not allowed with `Recreate`", at: rolling.key.span)
        .help("remove it, or set `type: RollingUpdate`"), target.object)
  }
}
