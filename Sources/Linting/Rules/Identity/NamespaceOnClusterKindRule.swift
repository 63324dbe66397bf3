import Diagnostics
import Schema
import YAMLSyntax

/// Namespaces of objects that have none.
struct NamespaceOnClusterKindRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 218, "namespace-on-cluster-kind", .warning,
    summary: "An object of a cluster-scoped kind has a namespace.",
    why: "Tools that compare by namespace see two different objects.",
    sources: [
      .kubernetes(
        "Namespaces, Not all objects are in a namespace",
        "concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace")
    ],
    bad: [
      .init(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: reader
          namespace: apps  # here
        rules: []
        """)
    ],
    good: [
      .init(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: reader}
        rules: []
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.kind?.isNamespaced == false,
      let entry = target.object.node["metadata"]?.entry("namespace")
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "`\(target.object.identity.kind)` is cluster-scoped", at: entry.key.span
      )
      .help("remove `namespace`"), target.object)
  }
}
