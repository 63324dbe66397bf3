import Diagnostics

/// Services that name a port nobody has.
struct UnknownTargetPortRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 109, "unknown-target-port",
    summary: "The target port of a Service is a name that no container port of its pods has.",
    why: "The Service has no endpoints for that port.",
    sources: [
      .kubernetes(
        "Service, Port definitions", "concepts/services-networking/service/#field-spec-ports")
    ],
    counterparts: ["kube-linter dangling-service"],
    bad: [
      .init(
        ExampleObject.stream(
          """
          apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: apps}
          spec:
            selector: {app: web}
            ports: [{port: 80, targetPort: http}]  # here
          """,
          ExampleObject.deployment
            .changing(
              "        image: registry.example.com/web:1.4",
              to: """
                        image: registry.example.com/web:1.4
                        ports: [{name: web, containerPort: 8080}]
                """)))
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
            ports: [{port: 80, targetPort: http}]
          """,
          ExampleObject.deployment
            .changing(
              "        image: registry.example.com/web:1.4",
              to: """
                        image: registry.example.com/web:1.4
                        ports: [{name: http, containerPort: 8080}]
                """)))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for service in graph.objects where service.identity.kind == "Service" {
      guard let selector = service.selector, !selector.pairs.isEmpty else { continue }
      let workloads = graph.workloads(selectedBy: selector, from: service)
      guard !workloads.isEmpty, workloads.allSatisfy(\.isOwn) else { continue }
      let names = workloads.flatMap(\.ports).map(\.name)
      for port in service.ports
      where !port.target.isEmpty && Int(port.target) == nil && !names.contains(port.target) {
        let near = Suggestion.nearest(to: port.target, in: names.filter { !$0.isEmpty })
        findings.report(
          Diagnostic(
            Self.info, "no pod of this Service has a port named `\(port.target)`", at: port.span
          )
          .label(workloads.first?.place, "its pods")
          .help(
            near.map { "did you mean `\($0)`?" }
              ?? "name the port in the container, or use its number"), service.identity)
      }
    }
  }
}
