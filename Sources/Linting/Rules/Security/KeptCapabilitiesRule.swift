import Diagnostics
import YAMLSyntax

/// Capabilities that nobody asked for.
struct KeptCapabilitiesRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 410, "kept-capabilities", .warning,
    summary: "A container does not drop the default capabilities.",
    why: "They include NET_RAW, with which a pod can impersonate another.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Restricted", "concepts/security/pod-security-standards/#restricted"
      )
    ],
    counterparts: ["kube-linter drop-net-raw-capability"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {capabilities: {drop: [CHOWN]}}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {capabilities: {drop: [ALL]}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    guard !pod.isWindows else { return }
    for container in pod.all {
      let dropped = container.security.capabilities?["drop"]?.items?.compactMap(\.text) ?? []
      if dropped.contains(where: { ["ALL", "all", "NET_RAW", "CAP_NET_RAW"].contains($0) }) {
        continue
      }
      if container.security.privileged?.isTrue == true { continue }
      findings.report(
        Diagnostic(
          Self.info, "container `\(container.title)` keeps the default capabilities",
          at: container.security.capabilities?.span?.startPoint ?? container.place
        )
        .help("set `capabilities: {drop: [ALL]}`, and add what it needs"), target.object)
    }
  }
}
