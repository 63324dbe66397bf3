import Diagnostics
import YAMLSyntax

/// Containers that run as root.
struct RootUserRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 403, "root-user", .warning,
    summary: "A container may run as root.",
    why: "Breaking out of the container gives root on the node.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Restricted", "concepts/security/pod-security-standards/#restricted"
      )
    ],
    counterparts: [
      "kube-linter run-as-non-root", "kube-score container-security-context-user-group-id",
    ],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {runAsUser: 0}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {runAsNonRoot: true}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      let security = container.security
      if security.nonRoot?.isTrue == true || (security.user?.number ?? 0) > 0 { continue }
      findings.report(
        Diagnostic(
          Self.info, "container `\(container.title)` may run as root",
          at: security.user?.span ?? security.nonRoot?.span ?? container.place
        ).help("set `runAsNonRoot: true`"), target.object)
    }
  }
}
