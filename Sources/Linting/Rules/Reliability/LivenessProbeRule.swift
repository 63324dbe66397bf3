import Diagnostics
import YAMLSyntax

/// Services that nobody restarts when they hang.
struct LivenessProbeRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 305, "no-liveness-probe", .note,
    summary: "A container with ports has no liveness probe.",
    why: "A hanging process stays until someone notices.",
    sources: [
      .kubernetes(
        "Configure Liveness, Readiness and Startup Probes",
        "tasks/configure-pod-container/configure-liveness-readiness-startup-probes/")
    ],
    counterparts: ["kube-linter no-liveness-probe", "kube-score pod-probes"],
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
                      livenessProbe: {tcpSocket: {port: 8080}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard pod.isService else { return }
    for container in pod.containers where !container.ports.isEmpty && container.liveness == nil {
      findings.report(
        Diagnostic(
          Self.info, "container `\(container.title)` has ports but no liveness probe",
          at: container.place
        )
        .help("add a `livenessProbe`, or suppress this if a restart would cause harm"),
        target.object
      )
    }
  }
}
