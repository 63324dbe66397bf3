import Diagnostics
import YAMLSyntax

/// Pods that share the shared memory of their nodes.
struct HostMemoryRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 407, "host-memory", .warning,
    summary: "A pod shares the IPC namespace of its node.",
    why: "It can read the shared memory of the node's processes.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Baseline", "concepts/security/pod-security-standards/#baseline")
    ],
    counterparts: ["kube-linter host-ipc"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                hostIPC: true  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                hostIPC: false
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard let setting = pod.spec["hostIPC"], setting.isTrue else { return }
    findings.report(
      Diagnostic(Self.info, "this pod shares the IPC namespace of its node", at: setting.span).help(
        "remove `hostIPC`"), target.object)
  }
}
