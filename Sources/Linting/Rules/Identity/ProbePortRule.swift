import Diagnostics
import YAMLSyntax

/// Probes of ports that the container does not have.
struct ProbePortRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 217, "unknown-probe-port",
    summary: "A probe uses a port name that its container does not declare.",
    why: "The probe fails, and the pod is restarted or never becomes ready.",
    sources: [
      .kubernetes(
        "Configure Liveness, Readiness and Startup Probes",
        "tasks/configure-pod-container/configure-liveness-readiness-startup-probes/")
    ],
    counterparts: [
      "kube-linter liveness-port", "kube-linter readiness-port", "kube-linter startup-port",
    ],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports: [{name: http, containerPort: 8080}]
                  readinessProbe:
                    httpGet: {path: /ready, port: web}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports: [{name: http, containerPort: 8080}]
                  readinessProbe:
                    httpGet: {path: /ready, port: http}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      let names = container.ports.compactMap { $0["name"]?.text }
      for probe in container.probes {
        guard let port = probe.node["httpGet"]?["port"] ?? probe.node["tcpSocket"]?["port"],
          port.scalar?.resolved() == .string, let text = port.text, !names.contains(text),
          Int(text) == nil
        else { continue }
        let near = Suggestion.nearest(to: text, in: names)
        findings.report(
          Diagnostic(
            Self.info, "container `\(container.title)` has no port `\(text)`", at: port.span
          )
          .help(near.map { "did you mean `\($0)`?" } ?? "add it to `ports`, or use the number"),
          target.object)
      }
    }
  }
}
