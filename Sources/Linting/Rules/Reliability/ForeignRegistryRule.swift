import Diagnostics
import YAMLSyntax

/// Images from registries that nobody agreed on.
struct ForeignRegistryRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 317, "foreign-registry", .warning,
    summary: "An image comes from a registry that the configuration does not list.",
    why: "It is not scanned, not mirrored, and its owner can remove it.",
    sources: [.redoubt("lint, options of rules", "docs/lint.md#options-of-rules")],
    counterparts: [],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: "    image: docker.io/library/nginx:1.29.1  # here"))
    ],
    good: [
      .init(ExampleObject.pod)
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard !target.options.registries.isEmpty else { return }
    for container in pod.all {
      guard let image = container.image, let text = image.text,
        !target.options.registries.contains(where: { text.hasPrefix($0) })
      else { continue }
      findings.report(
        Diagnostic(Self.info, "the registry of `\(text)` is not listed", at: image.span)
          .help("mirror it to \(target.options.registries.joined(separator: " or "))"),
        target.object)
    }
  }
}
