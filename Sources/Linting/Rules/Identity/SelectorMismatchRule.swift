import Diagnostics
import YAMLSyntax

/// Selectors that miss the pods of their own template.
struct SelectorMismatchRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 208, "selector-mismatch",
    summary: "The selector of a workload does not match the labels of its template.",
    why: "The API server rejects the workload.",
    sources: [
      .kubernetes("Deployments, Selector", "concepts/workloads/controllers/deployment/#selector")
    ],
    counterparts: [
      "kube-linter mismatching-selector",
      "kube-score deployment-pod-selector-labels-match-template-metadata-labels",
    ],
    bad: [
      .init(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          selector:
            matchLabels: {app: website}  # here
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: "registry.example.com/web:1.4"}]}
        """)
    ],
    good: [
      .init(ExampleObject.deployment)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard pod.kind != "Pod", let selector = target.object.spec?["selector"] else { return }
    let pairs =
      selector["matchLabels"]?.entries
      ?? (pod.kind == "ReplicationController" ? selector.entries : nil) ?? []
    let labels = pod.labels
    for entry in pairs {
      guard let name = entry.key.text, let value = entry.value.text else { continue }
      let own = labels.first { $0.name == name }?.value
      guard own != value else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          own.map { "the template has `\(name): \($0)`, not `\(value)`" }
            ?? "the template has no label `\(name)`",
          at: entry.value.span
        ).help("add the labels of the selector to the template"), target.object)
    }
  }
}
