import Diagnostics
import YAMLSyntax

/// Pods that share the processes of their nodes.
struct HostProcessesRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 406, "host-processes", .warning,
    summary: "A pod shares the processes of its node.",
    why: "It can see every process of the node, with its arguments, and may signal them.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Baseline", "concepts/security/pod-security-standards/#baseline")
    ],
    counterparts: ["kube-linter host-pid"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                hostPID: true  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                hostPID: false
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard let setting = pod.spec["hostPID"], setting.isTrue else { return }
    findings.report(
      Diagnostic(Self.info, "this pod shares the processes of its node", at: setting.span).help(
        "remove `hostPID`"), target.object)
  }
}
