import Diagnostics

/// References to a ServiceAccount that nothing defines.
struct UndefinedAccountRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 104, "undefined-service-account", .note,
    summary:
      "A reference to a ServiceAccount that is not defined in the tree; an error if the tree is declared complete.",
    why: "Unless it exists in the cluster, the pod does not start, or the route has no backend.",
    sources: [
      .kubernetes("documentation", "home/"),
      .redoubt("lint, complete trees", "docs/lint.md#complete-trees"),
    ],
    counterparts: ["kube-linter non-existent-service-account"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                serviceAccountName: web  # here
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
                  serviceAccountName: web
                """),
          """
          apiVersion: v1
          kind: ServiceAccount
          metadata: {name: web, namespace: apps}
          automountServiceAccountToken: false
          """))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "ServiceAccount", Self.info, help: "add it", in: graph, into: &findings)
  }
}
