import Diagnostics
import Schema
import YAMLSyntax

/// Objects in the namespace `default`.
struct DefaultNamespaceRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 211, "default-namespace", .warning,
    summary: "An object is in the namespace `default`, or has no namespace.",
    why: "It ends up in whichever namespace is current when it is applied.",
    sources: [.kubernetes("Namespaces", "concepts/overview/working-with-objects/namespaces/")],
    counterparts: ["kube-linter use-namespace"],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: default}  # here
        """)
    ],
    good: [
      .init(ExampleObject.configMap)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.kind?.isNamespaced == true else { return }
    let object = target.object
    if object.identity.namespace == "default" {
      findings.report(
        Diagnostic(
          Self.info, "the namespace is `default`", at: object.node["metadata"]?["namespace"]?.span
        ).help("use a separate namespace for the workload"), object)
    }
  }
}
