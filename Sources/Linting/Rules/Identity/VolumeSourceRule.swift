import Diagnostics
import YAMLSyntax

/// Volumes with several sources.
struct VolumeSourceRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 213, "volume-source",
    summary: "A volume has more than one source.",
    why: "The API server rejects the pod.",
    sources: [.kubernetes("Volumes", "concepts/storage/volumes/")],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: apps}
        spec:
          volumes:
          - name: data
            emptyDir: {}
            configMap: {name: web}  # here
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
          volumes: [{name: data, emptyDir: {}}]
          containers:
          - name: web
            image: registry.example.com/web:1.4
        """)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for volume in pod.volumes {
      let sources = (volume.entries ?? []).filter { $0.key.text != "name" }
      guard sources.count > 1 else { continue }
      findings.report(
        Diagnostic(Self.info, "this volume has \(sources.count) sources", at: sources[1].key.span)
          .label(sources[0].key.span, "the first").help("keep one, or use two volumes"),
        target.object)
    }
  }
}
