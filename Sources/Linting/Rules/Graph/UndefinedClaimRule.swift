import Diagnostics

/// References to a PersistentVolumeClaim that nothing defines.
struct UndefinedClaimRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 105, "undefined-claim", .note,
    summary:
      "A reference to a PersistentVolumeClaim that is not defined in the tree; an error if the tree is declared complete.",
    why: "Unless it exists in the cluster, the pod does not start, or the route has no backend.",
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
