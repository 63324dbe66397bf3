import Diagnostics
import YAMLSyntax

/// Pods that share the network of their nodes.
struct HostNetworkRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 405, "host-network", .warning,
    summary: "A pod shares the network of its node.",
    why: "It can see and reach everything that the node can; network policies do not apply.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Baseline", "concepts/security/pod-security-standards/#baseline")
    ],
    counterparts: ["kube-linter host-network"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                hostNetwork: true  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                hostNetwork: false
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard let setting = pod.spec["hostNetwork"], setting.isTrue else { return }
    findings.report(
      Diagnostic(Self.info, "this pod shares the network of its node", at: setting.span).help(
        "remove `hostNetwork`"), target.object)
  }
}
