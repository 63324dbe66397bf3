import Diagnostics

/// Services that reach nobody.
struct ServiceWithoutPodsRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 108, "service-without-pods", .warning,
    summary: "The selector of a Service matches no pods in the tree.",
    why: "The Service has no endpoints.",
    sources: [
      .kubernetes(
        "Service, Defining a Service", "concepts/services-networking/service/#defining-a-service")
    ],
    counterparts: ["kube-linter dangling-service", "kube-score service-targets-pod"],
    bad: [
      .init(
        ExampleObject.stream(
          """
          apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: apps}
          spec:
            selector: {app: website}  # here
            ports: [{port: 80, targetPort: 8080}]
          """,
          ExampleObject.deployment))
    ],
    good: [
      .init(
        ExampleObject.stream(
          """
          apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: apps}
          spec:
            selector: {app: web}
            ports: [{port: 80, targetPort: 8080}]
          """,
          ExampleObject.deployment))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for service in graph.objects where service.identity.kind == "Service" {
      guard let selector = graph.selectorWithoutPods(of: service) else { continue }
      findings.report(
        Diagnostic(Self.info, "the selector matches no pods in the tree", at: selector.span)
          .help(
            service.identity.namespace.isEmpty
              ? "compare it with the labels of the pod templates"
              : "compare it with the labels of the pod templates in `\(service.identity.namespace)`"
          ),
        service.identity)
    }
  }
}
