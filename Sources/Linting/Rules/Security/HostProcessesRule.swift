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
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          hostPID: true  # here
          containers:
          - name: web
            image: registry.example.com/web:1.4
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          hostPID: false
          containers:
          - name: web
            image: registry.example.com/web:1.4
        """)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard let setting = pod.spec["hostPID"], setting.isTrue else { return }
    findings.report(
      Diagnostic(Self.info, "this pod shares the processes of its node", at: setting.span).help(
        "remove `hostPID`"), target.object)
  }
}
