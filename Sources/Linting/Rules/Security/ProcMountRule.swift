import Diagnostics
import YAMLSyntax

/// Pods that see all of /proc.
struct ProcMountRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 419, "unmasked-proc", .warning,
    summary: "A container sees an unmasked `/proc`.",
    why: "The kernel information in it helps to break out of the container.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Baseline", "concepts/security/pod-security-standards/#baseline")
    ],
    counterparts: ["kube-linter unsafe-proc-mount"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {procMount: Unmasked}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {procMount: Default}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      guard let mount = container.security.procMount, mount.text == "Unmasked" else { continue }
      findings.report(
        Diagnostic(Self.info, "container `\(container.title)` sees all of /proc", at: mount.span)
          .help("remove `procMount`"), target.object)
    }
  }
}
