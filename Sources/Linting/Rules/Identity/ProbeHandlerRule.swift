import Diagnostics
import YAMLSyntax

/// Probes that ask nothing, or several things.
struct ProbeHandlerRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 212, "probe-handler",
    summary: "A probe has no handler, or more than one.",
    why: "The API server rejects the pod.",
    sources: [
      .kubernetes(
        "Configure Liveness, Readiness and Startup Probes",
        "tasks/configure-pod-container/configure-liveness-readiness-startup-probes/")
    ],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  livenessProbe:
                    httpGet: {path: /, port: 80}
                    tcpSocket: {port: 80}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  livenessProbe:
                    httpGet: {path: /, port: 80}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      for probe in container.probes {
        let handlers = (probe.node.entries ?? []).filter {
          Self.handlers.contains($0.key.text ?? "")
        }
        guard handlers.count != 1, probe.node.isMapping else { continue }
        let place = handlers.last?.key.span ?? probe.node.span?.startPoint
        findings.report(
          Diagnostic(
            Self.info,
            "`\(probe.name)` has \(handlers.isEmpty ? "no handler" : "\(handlers.count) handlers")",
            at: place
          ).help("set exactly one of httpGet, tcpSocket, grpc and exec"), target.object)
      }
    }
  }

  private static let handlers: Set<String> = ["httpGet", "tcpSocket", "grpc", "exec"]
}
