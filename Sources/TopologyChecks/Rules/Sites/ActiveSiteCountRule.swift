import Diagnostics
import TopologyModel

/// TOPO-001 and TOPO-011.
struct ActiveSiteCountRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 101, "active-site-count",
    summary: "Not exactly one site has the role active.",
    why: "Two active sites accept writes that can never be merged; without one, nothing is served.",
    sources: [
      .catalogue("TOPO-001"),
      .infisical(
        "reference architecture on Kubernetes (HA)",
        "self-hosting/reference-architectures/on-prem-k8s-ha"),
    ],
    bad: [.init("sites: [{id: dc2, role: active}]"), .init("sites: [{id: dc1, role: passive}]")],
    good: [.init("sites: [{id: dc1, role: active}, {id: dc2, role: passive}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    let active = topology.sites.filter { $0.role.value == .active }
    guard let first = active.first else {
      findings.report(
        Diagnostic(
          Self.info, "there is no active site", at: topology.sites.first?.role.span ?? topology.span
        )
        .help("set `role: active` on the site that serves users"))
      return
    }
    for second in active.dropFirst() {
      findings.report(
        Diagnostic(
          Self.info, "`\(second.id.value)` is active, as is `\(first.id.value)`",
          at: second.role.span, label: "the second active site"
        ).label(first.role.span, "the first one is here")
          .note("two sites that accept writes diverge, and cannot be merged again")
          .help("set `role: passive` on one of them"),
        site: second)
    }
  }
}
