import Diagnostics
import YAMLSyntax

/// Pods that nobody starts again.
struct UnmanagedPodRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 316, "unmanaged-pod", .note,
    summary: "A Pod without a controller.",
    why: "If its node is lost, the pod is not restarted.",
    sources: [.kubernetes("Pods, Working with Pods", "concepts/workloads/pods/#working-with-pods")],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod  # here
        metadata: {name: web, namespace: apps}
        spec: {containers: [{name: web, image: "registry.example.com/web:1.4"}]}
        """)
    ],
    good: [
      .init(ExampleObject.deployment)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard target.pod?.kind == "Pod" else { return }
    findings.report(
      Diagnostic(Self.info, "this pod is not restarted", at: target.object.node["kind"]?.span)
        .help("use a Deployment, a StatefulSet or a Job"), target.object)
  }
}
