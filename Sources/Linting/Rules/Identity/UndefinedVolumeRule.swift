import Diagnostics
import YAMLSyntax

/// Mounts of volumes that the pod does not have.
struct UndefinedVolumeRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 207, "undefined-volume",
    summary: "A container mounts a volume that the pod does not define.",
    why: "The API server rejects the pod.",
    sources: [.kubernetes("Volumes", "concepts/storage/volumes/")],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                volumes: [{name: data, emptyDir: {}}]
              """
          )
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  volumeMounts:
                  - {name: date, mountPath: /data}  # here
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
              """
          )
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  volumeMounts:
                  - {name: data, mountPath: /data}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    var names = Set(pod.volumes.compactMap { $0["name"]?.text })
    if pod.kind == "StatefulSet" {
      for claim in target.object.spec?["volumeClaimTemplates"]?.items ?? [] {
        if let name = claim["metadata"]?["name"]?.text { names.insert(name) }
      }
    }
    for container in pod.all {
      for mount in container.mounts {
        guard let name = mount["name"], let text = name.text, !names.contains(text) else {
          continue
        }
        let near = Suggestion.nearest(to: text, in: names.sorted())
        findings.report(
          Diagnostic(Self.info, "the pod has no volume `\(text)`", at: name.span)
            .help(near.map { "did you mean `\($0)`?" } ?? "add it to `volumes`"), target.object)
      }
    }
  }
}
