import Diagnostics
import Schema

/// Objects that are written twice.
struct DuplicateObjectRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 101, "duplicate-object",
    summary:
      "Two objects in one cluster have the same kind, namespace and name; a warning if they are in different files of an incomplete tree.",
    why: "The one applied last wins, which is not always the same one.",
    sources: [
      .issue("instrumenta/kubeval", 180), .redoubt("lint, clusters", "docs/lint.md#clusters"),
    ],
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

  /// Whether another tool completes the name: two objects may differ then.
  private func hasVariable(_ identity: Diagnostic.Resource) -> Bool {
    Placeholder.isIn(identity.name) || Placeholder.isIn(identity.namespace)
  }

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for position in graph.repeated {
      let object = graph.objects[position]
      guard !object.identity.name.isEmpty, !hasVariable(object.identity),
        let first = graph.first(like: object), first !== object
      else { continue }
      var finding = Diagnostic(
        Self.info, "duplicate `\(object.identity.kind)/\(object.identity.name)`",
        at: object.place
      )
      .label(first.place, "first here").help("remove or rename one of them")
      // Files beside each other may be alternatives of which one is applied.
      if object.place?.file != first.place?.file, !graph.options.isComplete {
        finding.severity = .warning
      }
      findings.report(finding, object.identity)
    }
  }
}
