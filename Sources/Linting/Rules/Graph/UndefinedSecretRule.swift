import Diagnostics

/// References to a Secret that nothing defines.
struct UndefinedSecretRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 102, "undefined-secret", .note,
    summary:
      "An object refers to a Secret that nothing in the tree defines; an error when the tree is declared complete.",
    why: "Unless something else makes it, the pod does not start, or the route leads nowhere.",
    sources: [
      .kubernetes("documentation", "home/"),
      .redoubt("lint, complete trees", "docs/lint.md#complete-trees"),
    ],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          volumes: [{name: v, secret: {secretName: web}}]  # here
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
          volumes: [{name: v, secret: {secretName: web}}]
          containers:
          - name: web
            image: registry.example.com/web:1.4
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: web, namespace: apps}
        type: Opaque
        """)
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "Secret", Self.info, help: "add it, or the resource that an operator makes it from",
      in: graph, into: &findings)
  }
}
