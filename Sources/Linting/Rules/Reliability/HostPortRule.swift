import Diagnostics
import YAMLSyntax

/// Ports of nodes.
struct HostPortRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 318, "host-port", .warning,
    summary: "A container uses a port of its node.",
    why: "Only one such pod fits on a node, and anyone who can reach the node can reach it.",
    sources: [
      .kubernetes(
        "Configuration Best Practices, Services", "concepts/configuration/overview/#services")
    ],
    counterparts: ["kube-linter host-port"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports:
                  - {containerPort: 80, hostPort: 80}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports: [{containerPort: 80}]
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      for port in container.ports {
        guard let host = port["hostPort"], (host.number ?? 0) > 0 else { continue }
        findings.report(
          Diagnostic(
            Self.info, "container `\(container.title)` uses port \(host.text ?? "") of its node",
            at: host.span
          )
          .help("use a Service"), target.object)
      }
    }
  }
}
