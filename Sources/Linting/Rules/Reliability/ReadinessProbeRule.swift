import Diagnostics
import YAMLSyntax

/// Services whose pods get requests before they can answer.
struct ReadinessProbeRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 304, "no-readiness-probe", .warning,
    summary: "A container with ports has no readiness probe.",
    why: "Every rollout sends requests to pods that are still starting.",
    sources: [
      .kubernetes(
        "Configure Liveness, Readiness and Startup Probes",
        "tasks/configure-pod-container/configure-liveness-readiness-startup-probes/")
    ],
    counterparts: ["kube-linter no-readiness-probe", "kube-score pod-probes"],
    bad: [
      .init(
        ExampleObject.deployment
          .changing("      - name: web", to: "      - name: web  # here")
          .changing(
            "        image: registry.example.com/web:1.4",
            to: """
                      image: registry.example.com/web:1.4
                      ports: [{containerPort: 8080}]
              """))
    ],
    good: [
      .init(
        ExampleObject.deployment
          .changing(
            "        image: registry.example.com/web:1.4",
            to: """
                      image: registry.example.com/web:1.4
                      ports: [{containerPort: 8080}]
                      readinessProbe: {tcpSocket: {port: 8080}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard pod.isService else { return }
    for container in pod.containers where !container.ports.isEmpty && container.readiness == nil {
      findings.report(
        Diagnostic(
          Self.info, "container `\(container.title)` has ports but no readiness probe",
          at: container.place
        )
        .help("add a `readinessProbe`"), target.object)
    }
  }
}
