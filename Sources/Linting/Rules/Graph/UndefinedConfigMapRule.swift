import Diagnostics

/// References to a ConfigMap that nothing defines.
struct UndefinedConfigMapRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 103, "undefined-config-map", .note,
    summary:
      "A reference to a ConfigMap that is not defined in the tree; an error if the tree is declared complete.",
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
                volumes: [{name: v, configMap: {name: web}}]  # here
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
                  volumes: [{name: v, configMap: {name: web}}]
                """),
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: web, namespace: apps}
          data: {}
          """))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "ConfigMap", Self.info, help: "add it, or generate it with a kustomization", in: graph,
      into: &findings)
  }
}
