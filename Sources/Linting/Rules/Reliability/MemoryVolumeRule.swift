import Diagnostics
import YAMLSyntax

/// Volumes in memory without a bound.
struct MemoryVolumeRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 315, "unbounded-memory-volume", .warning,
    summary: "An in-memory emptyDir has no size limit.",
    why: "Its contents count as memory of the pod, up to all memory of the node.",
    sources: [.kubernetes("Volumes, emptyDir", "concepts/storage/volumes/#emptydir")],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          volumes:
          - name: cache
            emptyDir: {medium: Memory}  # here
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
          volumes: [{name: cache, emptyDir: {medium: Memory, sizeLimit: 64Mi}}]
          containers:
          - name: web
            image: registry.example.com/web:1.4
        """)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for volume in pod.volumes {
      guard let folder = volume["emptyDir"], folder["medium"]?.text == "Memory",
        folder["sizeLimit"] == nil
      else { continue }
      findings.report(
        Diagnostic(Self.info, "this volume can use all memory", at: folder["medium"]?.span)
          .help("set `sizeLimit`"), target.object)
    }
  }
}
