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
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                volumes:
                - name: cache
                  emptyDir: {medium: Memory}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                volumes: [{name: cache, emptyDir: {medium: Memory, sizeLimit: 64Mi}}]
              """))
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
