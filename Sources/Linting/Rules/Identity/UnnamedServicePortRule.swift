import Diagnostics
import YAMLSyntax

/// Ports of a Service that need names.
struct UnnamedServicePortRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 216, "unnamed-service-port",
    summary: "A Service with several ports has an unnamed port.",
    why: "The API server rejects the Service.",
    sources: [
      .kubernetes(
        "Service, Multi-port Services", "concepts/services-networking/service/#multi-port-services")
    ],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: apps}
        spec:
          ports:
          - {name: http, port: 80}
          - {port: 443}  # here
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: apps}
        spec:
          ports:
          - {name: http, port: 80}
          - {name: https, port: 443}
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.object.identity.kind == "Service", target.object.group.isEmpty,
      let ports = target.object.spec?["ports"]?.items, ports.count > 1
    else { return }
    var seen: [String: SourceSpan?] = [:]
    for port in ports {
      guard let name = port["name"], let text = name.text else {
        findings.report(
          Diagnostic(Self.info, "this port has no name", at: port.span?.startPoint)
            .help("name every port of a Service with several ports"), target.object)
        continue
      }
      if let first = seen[text] {
        findings.report(
          Diagnostic(Self.info, "duplicate port name `\(text)`", at: name.span)
            .label(first, "first here").help("rename one of them"), target.object)
      }
      seen[text] = name.span
    }
  }
}
