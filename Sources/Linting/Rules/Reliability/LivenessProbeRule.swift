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
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web  # here
                image: registry.example.com/web:1.4
                ports: [{containerPort: 8080}]
        """)
    ],
    good: [
      .init(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: apps}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: registry.example.com/web:1.4
                ports: [{containerPort: 8080}]
                livenessProbe: {tcpSocket: {port: 8080}}
        """)
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
