import Diagnostics
import TopologyModel
import YAMLSyntax

/// ING-005.
struct ShortReadTimeoutRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 745, "short-read-timeout", .warning,
    summary: "The ingress times out event streams.",
    why: "Clients of `/api/v1/events` can wait a long time between bytes.",
    sources: [.catalogue("ING-005")], isWaivable: true,
    bad: [
      .init(
        "ingress: {annotations: {nginx.org/proxy-read-timeout: 60s}}"),
      .init(
        "ingress: {annotations: {haproxy.org/timeout-server: 60s}}"),
    ],
    good: [
      .init(
        "ingress: {annotations: {haproxy.org/timeout-server: 1h}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let known = [
      "nginx.ingress.kubernetes.io/proxy-read-timeout", "nginx.org/proxy-read-timeout",
      "haproxy.org/timeout-server", "haproxy-ingress.github.io/timeout-server",
    ]
    for site in topology.sites {
      for pair in site.ingress.annotations where known.contains(pair.key.value) {
        let text = pair.value.value
        let seconds = Int(text) ?? TimeSpan(text)?.seconds
        guard let seconds, seconds < 3600 else { continue }
        findings.report(
          Diagnostic(Self.info, "the ingress waits \(text) for a response", at: pair.value.span)
            .help("set it to an hour or more"), site: site)
      }
    }
  }
}
