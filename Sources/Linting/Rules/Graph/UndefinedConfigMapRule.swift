import Diagnostics

/// References to a ConfigMap that nothing defines.
struct UndefinedConfigMapRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 103, "undefined-config-map", .note,
    summary:
      "An object refers to a ConfigMap that nothing in the tree defines; an error when the tree is declared complete.",
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
          volumes: [{name: v, configMap: {name: web}}]  # here
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
          volumes: [{name: v, configMap: {name: web}}]
          containers:
          - name: web
            image: registry.example.com/web:1.4
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, namespace: apps}
        data: {}
        """)
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "ConfigMap", Self.info, help: "add it, or let a kustomization generate it", in: graph,
      into: &findings)
  }
}
