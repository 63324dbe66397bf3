import Diagnostics

/// Routes to a port that the Service does not have.
struct UnknownBackendPortRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 110, "unknown-backend-port",
    summary: "An Ingress or route uses a port that its Service does not have.",
    why: "Requests fail with an error from the ingress controller.",
    sources: [
      .kubernetes("Ingress", "concepts/services-networking/ingress/"),
      .document("Gateway API, HTTPRoute", "https://gateway-api.sigs.k8s.io/api-types/httproute/"),
    ],
    counterparts: ["kube-linter dangling-ingress", "kube-score ingress-targets-service"],
    bad: [
      .init(
        ExampleObject.stream(
          ExampleObject.ingress
            .changing(
              "  defaultBackend: {service: {name: web, port: {number: 80}}}",
              to: "  defaultBackend: {service: {name: web, port: {number: 8080}}}  # here"),
          ExampleObject.service))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.ingress,
          ExampleObject.service))
    ])

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for object in graph.objects {
      for reference in object.references where reference.kind == "Service" {
        guard let key = reference.key,
          let service = graph.find("Service", reference.namespace, reference.name, from: object)
            .first,
          !service.ports.isEmpty,
          !service.ports.contains(where: { $0.name == key || $0.number.map(String.init) == key })
        else { continue }
        findings.report(
          Diagnostic(Self.info, "`\(reference.name)` has no port `\(key)`", at: reference.span)
            .label(service.place, "the Service")
            .help(
              "it has \(service.ports.compactMap { $0.number.map(String.init) }.joined(separator: ", "))"
            ), object.identity)
      }
    }
  }
}
