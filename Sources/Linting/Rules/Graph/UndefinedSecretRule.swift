import Diagnostics

/// References to a Secret that nothing defines.
struct UndefinedSecretRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 102, "undefined-secret", .note,
    summary:
      "A reference to a Secret that is not defined in the tree; an error if the tree is declared complete.",
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
                volumes: [{name: v, secret: {secretName: web}}]  # here
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
                  volumes: [{name: v, secret: {secretName: web}}]
                """),
          """
          apiVersion: v1
          kind: Secret
          metadata: {name: web, namespace: apps}
          type: Opaque
          """))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "Secret", Self.info, help: "add it, or the resource from which an operator creates it",
      in: graph, into: &findings)
  }
}
