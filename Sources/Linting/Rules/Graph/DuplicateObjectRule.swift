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

  private struct Key: Hashable {
    let scope: String
    let group: Substring
    let kind: String
    let namespace: String
    let name: String
  }

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    var seen: [Key: SourceSpan?] = [:]
    for object in graph.objects where !object.identity.name.isEmpty {
      let identity = object.identity
      let slash = identity.apiVersion.utf8.firstIndex(of: 0x2F)
      let group = slash.map { identity.apiVersion[..<$0] } ?? ""
      let key = Key(
        scope: object.scope, group: group, kind: identity.kind, namespace: identity.namespace,
        name: identity.name)
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
