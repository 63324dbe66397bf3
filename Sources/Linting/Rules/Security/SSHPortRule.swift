import Diagnostics
import YAMLSyntax

/// Containers with a second way in.
struct SSHPortRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 421, "ssh-port", .warning,
    summary: "A container opens port 22.",
    why: "An SSH server in a container is an entrance that nobody audits.",
    sources: [.document("kube-linter, ssh-port", "https://docs.kubelinter.io/#/generated/checks")],
    counterparts: ["kube-linter ssh-port"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  ports:
                  - containerPort: 22  # here
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
                  - containerPort: 8022
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      for port in container.ports {
        guard let number = port["containerPort"], number.number == 22,
          port["protocol"]?.text ?? "TCP" == "TCP"
        else { continue }
        findings.report(
          Diagnostic(
            Self.info, "container `\(container.title)` exposes the SSH port", at: number.span
          )
          .help("use `kubectl exec`"), target.object)
      }
    }
  }
}
