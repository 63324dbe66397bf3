import Diagnostics
import YAMLSyntax

/// Services that are open on every node.
struct NodePortRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 422, "node-port", .note,
    summary: "A Service opens a port on every node.",
    why: "It bypasses the ingress, its TLS and its logs.",
    sources: [
      .kubernetes("Service, type: NodePort", "concepts/services-networking/service/#type-nodeport")
    ],
    counterparts: ["kube-linter exposed-services", "kube-score service-type"],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: apps}
        spec:
          type: NodePort  # here
          ports: [{port: 80}]
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: apps}
        spec: {type: ClusterIP, ports: [{port: 80}]}
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.object.identity.kind == "Service", target.object.group.isEmpty,
      let type = target.object.spec?["type"], type.text == "NodePort"
    else { return }
    findings.report(
      Diagnostic(Self.info, "this Service is open on every node", at: type.span)
        .help("use an Ingress, a Gateway or `type: LoadBalancer`"), target.object)
  }
}
