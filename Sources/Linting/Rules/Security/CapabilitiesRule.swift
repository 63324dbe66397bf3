import Diagnostics
import YAMLSyntax

/// Capabilities that amount to root.
struct CapabilitiesRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 409, "added-capabilities", .warning,
    summary: "A container adds a capability that affects the node.",
    why: "Each of these can be used to take over the node.",
    sources: [
      .kubernetes(
        "Pod Security Standards, Baseline", "concepts/security/pod-security-standards/#baseline"),
      .document("capabilities(7)", "https://man7.org/linux/man-pages/man7/capabilities.7.html"),
    ],
    counterparts: ["kube-linter drop-net-raw-capability"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {capabilities: {add: [SYS_ADMIN]}}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      for capability in container.security.capabilities?["add"]?.items ?? [] {
        guard let name = capability.text,
          Self.dangerous.contains(name.hasPrefix("CAP_") ? String(name.dropFirst(4)) : name)
        else { continue }
        findings.report(
          Diagnostic(
            Self.info, "container `\(container.title)` adds `\(name)`", at: capability.span
          )
          .help("remove it, or give the reason in a `redoubt:ignore` comment"), target.object)
      }
    }
  }

  private static let dangerous: Set<String> = [
    "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "SYS_BOOT", "SYS_TIME",
    "NET_ADMIN", "NET_RAW", "DAC_READ_SEARCH", "MAC_ADMIN", "MAC_OVERRIDE", "BPF", "PERFMON",
  ]
}
