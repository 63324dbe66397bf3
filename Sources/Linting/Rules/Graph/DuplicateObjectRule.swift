import Diagnostics

/// Objects that are written twice.
struct DuplicateObjectRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 101, "duplicate-object",
    summary: "Two objects of one cluster have the same kind, namespace and name.",
    why: "The one that is applied last wins, and that is not always the same one.",
    source: "instrumenta/kubeval#180; docs/lint.md, Clusters",
    bad: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: apps}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: apps}  # here
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: apps}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: shop}
        """)
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    var seen: [String: SourceSpan?] = [:]
    for object in graph.objects where !object.identity.name.isEmpty {
      let identity = object.identity
      let group = identity.apiVersion.contains("/") ? identity.apiVersion.prefix { $0 != "/" } : ""
      let key = [object.scope, String(group), identity.kind, identity.namespace, identity.name]
        .joined(separator: "\u{0}")
      if let first = seen[key] {
        findings.report(
          Diagnostic(
            Self.info, "`\(identity.kind)/\(identity.name)` is written twice", at: object.place
          )
          .label(first, "first here").help("remove or rename one of the two"), identity)
      } else {
        seen[key] = object.place
      }
    }
  }
}
