import Diagnostics
import YAMLSyntax

/// Names of container ports.
struct InvalidPortNameRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 204, "invalid-port-name",
    summary:
      "The name of a container port is invalid, or two ports of a container share it.",
    why: "The API server rejects the pod, or a Service reaches the wrong port.",
    sources: [
      .kubernetes(
        "ContainerPort (IANA_SVC_NAME, RFC 6335)",
        "reference/kubernetes-api/workload-resources/pod-v1/#ports")
    ],
    counterparts: ["kube-linter invalid-target-ports"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports:
                  - {name: metrics-and-health, containerPort: 9090}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports:
                  - {name: metrics, containerPort: 9090}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      var seen: [String: SourceSpan?] = [:]
      for port in container.ports {
        guard let name = port["name"], let text = name.text else { continue }
        if let problem = PortName.problem(of: text) {
          findings.report(
            Diagnostic(Self.info, "`\(text)` is not a valid port name: \(problem)", at: name.span)
              .help("use up to 15 lower-case letters, digits and dashes, with at least one letter"),
            target.object)
        } else if let first = seen[text] {
          findings.report(
            Diagnostic(
              Self.info, "duplicate port name `\(text)` in this container", at: name.span
            )
            .label(first, "first here").help("rename one of them"), target.object)
        }
        seen[text] = name.span
      }
    }
  }
}
