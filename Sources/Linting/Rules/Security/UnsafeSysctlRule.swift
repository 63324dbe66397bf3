import Diagnostics
import YAMLSyntax

/// Settings of the kernel that reach beyond the pod.
struct UnsafeSysctlRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 418, "unsafe-sysctl", .warning,
    summary: "A pod sets an unsafe sysctl.",
    why: "It changes the node for every pod on it, or the kubelet rejects the pod.",
    sources: [
      .kubernetes("Using sysctls in a Cluster", "tasks/administer-cluster/sysctl-cluster/")
    ],
    counterparts: ["kube-linter unsafe-sysctls"],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                securityContext:
                  sysctls:
                  - {name: kernel.msgmax, value: "65536"}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "spec:",
            to: """
              spec:
                securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for sysctl in pod.security.sysctls {
      guard let name = sysctl["name"], let text = name.text, !Self.safe.contains(text) else {
        continue
      }
      findings.report(
        Diagnostic(Self.info, "`\(text)` is not a safe sysctl", at: name.span)
          .help("set it on the nodes"), target.object)
    }
  }

  private static let safe: Set<String> = [
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_rmem", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
  ]
}
