import Diagnostics
import YAMLSyntax

/// Processes that may gain rights.
struct EscalationRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 402, "privilege-escalation", .warning,
    summary: "A container allows privilege escalation, or does not forbid it.",
    why: "A setuid program in the image lets any process become root.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Restricted", "concepts/security/pod-security-standards/#restricted"
      )
    ],
    counterparts: [
      "kube-linter privilege-escalation-container",
      "kube-score container-security-context-user-group-id",
    ],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {allowPrivilegeEscalation: true}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {allowPrivilegeEscalation: false}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard !pod.isWindows else { return }
    for container in pod.all {
      let setting = container.security.allowsEscalation
      guard setting?.isFalse != true,
        setting != nil || container.security.privileged?.isTrue != true
      else { continue }
      var finding = Diagnostic(
        Self.info, "container `\(container.title)` allows privilege escalation",
        at: setting?.span ?? container.security.node?.span?.startPoint ?? container.place
      ).help("set `allowPrivilegeEscalation: false`")
      if let span = setting?.span, setting?.isTrue == true {
        finding = finding.fix(FixIt("write `false`", .unsafe, [TextEdit(span, "false")]))
      }
      findings.report(finding, target.object)
    }
  }
}
