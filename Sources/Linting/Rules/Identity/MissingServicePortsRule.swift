import Diagnostics
import YAMLSyntax

/// Services without a port.
struct MissingServicePortsRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 219, "missing-service-ports",
    summary: "A Service has no ports, and is neither headless nor of the type ExternalName.",
    why: "The API server rejects the Service.",
    sources: [
      .kubernetes("Service, Headless Services", "concepts/services-networking/service/")
    ],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: apps}
        spec: {selector: {app: web}}  # here
        """),
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: apps}
        spec:
          ports: []  # here
        """),
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: apps}
        spec: {clusterIP: None, selector: {app: web}}
        """),
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: apps}
        spec: {type: ExternalName, externalName: web.example.com}
        """),
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    let object = target.object
    guard object.identity.kind == "Service", object.group.isEmpty, let spec = object.spec,
      spec.isMapping, spec["ports"]?.items?.isEmpty != false,
      spec["type"]?.text != "ExternalName", spec["clusterIP"]?.text != "None"
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "the Service has no ports",
        at: spec.entry("ports")?.key.span ?? object.node.entry("spec")?.key.span
      ).help("list `spec.ports`, or set `clusterIP: None`"), object)
  }
}
