import Diagnostics
import YAMLSyntax

/// Containers without a filter of system calls.
struct SeccompRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 420, "unconfined", .warning,
    summary: "A container runs without a seccomp profile.",
    why: "It is exposed to kernel vulnerabilities that the filter would block.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Restricted", "concepts/security/pod-security-standards/#restricted"
      )
    ],
    counterparts: ["kube-score container-seccomp-profile"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {seccompProfile: {type: Unconfined}}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {seccompProfile: {type: RuntimeDefault}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      guard let type = container.security.seccomp?["type"], type.text == "Unconfined" else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info, "container `\(container.title)` has no system call filter", at: type.span
        )
        .help("write `type: RuntimeDefault`"), target.object)
    }
  }
}
