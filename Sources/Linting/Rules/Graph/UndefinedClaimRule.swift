import Diagnostics

/// References to a PersistentVolumeClaim that nothing defines.
struct UndefinedClaimRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 105, "undefined-claim", .note,
    summary:
      "An object refers to a PersistentVolumeClaim that nothing in the tree defines; an error when the tree is declared complete.",
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
          volumes: [{name: v, persistentVolumeClaim: {claimName: web}}]  # here
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
          volumes: [{name: v, persistentVolumeClaim: {claimName: web}}]
          containers:
          - name: web
            image: registry.example.com/web:1.4
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: web, namespace: apps}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """)
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "PersistentVolumeClaim", Self.info, help: "add it", in: graph, into: &findings)
  }
}
