import Diagnostics

/// StatefulSets whose pods have no names.
struct HeadlessServiceRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 120, "stateful-set-service", .warning,
    summary: "The Service of a StatefulSet is not headless.",
    why: "Its pods have no individual DNS names.",
    sources: [
      .kubernetes(
        "StatefulSets, Stable Network ID",
        "concepts/workloads/controllers/statefulset/#stable-network-id")
    ],
    counterparts: ["kube-score statefulset-has-servicename"],
    bad: [
      .init(
        ExampleObject.stream(
          ExampleObject.statefulSet
            .changing("  serviceName: web", to: "  serviceName: web  # here"),
          """
          apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: apps}
          spec: {selector: {app: web}, ports: [{port: 80}]}
          """))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.statefulSet,
          """
          apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: apps}
          spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
          """))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for set in graph.objects where set.identity.kind == "StatefulSet" {
      for reference in set.references where reference.kind == "Service" {
        guard
          let service = graph.find("Service", reference.namespace, reference.name, from: set).first,
          service.identity.kind == "Service", !service.isHeadless
        else { continue }
        findings.report(
          Diagnostic(
            Self.info, "the Service `\(reference.name)` is not headless", at: reference.span
          )
          .label(service.place, "the Service").help("set `clusterIP: None` in the Service"),
          set.identity)
      }
    }
  }
}
