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
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                volumes: [{name: v, persistentVolumeClaim: {claimName: web}}]  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.pod
            .changing(
              "spec:",
              to: """
                spec:
                  volumes: [{name: v, persistentVolumeClaim: {claimName: web}}]
                """),
          """
          apiVersion: v1
          kind: PersistentVolumeClaim
          metadata: {name: web, namespace: apps}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
          """))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "PersistentVolumeClaim", Self.info, help: "add it", in: graph, into: &findings)
  }
}
