import Diagnostics

/// References to a ServiceAccount that nothing defines.
struct UndefinedAccountRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 104, "undefined-service-account", .note,
    summary:
      "An object refers to a ServiceAccount that nothing in the tree defines; an error when the tree is declared complete.",
    why: "Unless something else makes it, the pod does not start, or the route leads nowhere.",
    sources: [
      .kubernetes("documentation", "home/"),
      .redoubt("lint, complete trees", "docs/lint.md#complete-trees"),
    ],
    counterparts: ["kube-linter non-existent-service-account"],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          serviceAccountName: web  # here
          containers:
          - name: web
            image: registry.example.com/web:1.4
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          serviceAccountName: web
          containers:
          - name: web
            image: registry.example.com/web:1.4
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: web, namespace: apps}
        automountServiceAccountToken: false
        """)
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "ServiceAccount", Self.info, help: "add it", in: graph, into: &findings)
  }
}
