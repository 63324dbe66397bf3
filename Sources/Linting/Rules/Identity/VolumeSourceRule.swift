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
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                volumes:
                - name: data
                  emptyDir: {}
                  configMap: {name: web}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                volumes: [{name: data, emptyDir: {}}]
              """))
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
