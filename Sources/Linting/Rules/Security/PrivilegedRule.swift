import Diagnostics
import YAMLSyntax

/// Containers with all rights of their node.
struct PrivilegedRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 401, "privileged", .warning,
    summary: "A container is privileged.",
    why: "Anyone who gets into it owns the node.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Baseline", "concepts/security/pod-security-standards/#baseline")
    ],
    counterparts: [
      "kube-linter privileged-container", "kube-score container-security-context-privileged",
    ],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {privileged: true}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {privileged: false}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      guard let setting = container.security.privileged, setting.isTrue else { continue }
      findings.report(
        Diagnostic(Self.info, "container `\(container.title)` is privileged", at: setting.span)
          .help("remove `privileged`, and add the capabilities that it needs"), target.object)
    }
  }
}
