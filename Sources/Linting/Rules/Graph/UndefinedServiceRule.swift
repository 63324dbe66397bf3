import Diagnostics

/// References to a Service that nothing defines.
struct UndefinedServiceRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 106, "undefined-service", .note,
    summary:
      "A reference to a Service that is not defined in the tree; an error if the tree is declared complete.",
    why: "Unless it exists in the cluster, the pod does not start, or the route has no backend.",
    sources: [
      .kubernetes("documentation", "home/"),
      .redoubt("lint, complete trees", "docs/lint.md#complete-trees"),
    ],
    counterparts: ["kube-linter dangling-ingress", "kube-score ingress-targets-service"],
    bad: [
      .init(
        ExampleObject.ingress
          .changing(
            "  defaultBackend: {service: {name: web, port: {number: 80}}}",
            to: "  defaultBackend: {service: {name: web, port: {number: 80}}}  # here"))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.ingress,
          ExampleObject.service))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    UndefinedReference.check(
      "Service", Self.info, help: "add it, or fix the name", in: graph, into: &findings)
  }
}
