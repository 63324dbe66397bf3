import Diagnostics
import YAMLSyntax

/// Images whose contents change under one name.
struct LatestTagRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 301, "floating-tag", .warning,
    summary: "An image has no tag, or the tag `latest`.",
    why: "A restart may run a different program, and nobody can tell which one ran before.",
    sources: [.kubernetes("Images, Image names", "concepts/containers/images/#image-names")],
    counterparts: ["kube-linter latest-tag", "kube-score container-image-tag"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4", to: "    image: nginx:latest  # here"))
    ],
    good: [
      .init(ExampleObject.pod)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      // `@` is before a digest.
      guard let image = container.image, let text = image.text, !text.utf8.contains(0x40) else {
        continue
      }
      let name = text.utf8.lastIndex(of: 0x2F).map { text[$0...].dropFirst() } ?? text[...]
      let tag = name.utf8.firstIndex(of: 0x3A).map { name[$0...].dropFirst() }
      guard tag == nil || tag == "latest", !text.isEmpty else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(text)` \(tag == nil ? "has no tag" : "has a moving tag")",
          at: image.span
        )
        .help("use a version, or a digest"), target.object)
    }
  }
}
