import Diagnostics
import TopologyModel

/// TOPO-014.
struct SharedClusterRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 114, "shared-cluster", .warning,
    summary: "Two sites appear to be the same Kubernetes cluster.",
    why: "Two sites in one cluster are lost together.",
    sources: [.catalogue("TOPO-014")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc1, kubernetes: {context: prod}}, {id: dc2, kubernetes: {context: prod}}]"),
      .init(
        "sites: [{id: dc2, ingress: {vip: 10.1.0.20}}]"),
    ],
    good: [
      .init(
        "sites: [{id: dc1, kubernetes: {context: prod-a}}, {id: dc2, kubernetes: {context: prod-b}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let named = topology.sites.filter { $0.kubernetes.context != nil }
    for (first, again) in named.repeats(by: \.kubernetes.context?.value) {
      report(
        first.kubernetes.context?.span, again.kubernetes.context?.span, "context", again, &findings)
    }
    let entered = topology.sites.filter { $0.ingress.vip != nil }
    for (first, again) in entered.repeats(by: {
      "\($0.ingress.vip?.value.description ?? "") \($0.ingress.httpsPort.value)"
    }) {
      report(first.ingress.vip?.span, again.ingress.vip?.span, "address", again, &findings)
    }
  }

  private func report(
    _ first: SourceSpan?, _ again: SourceSpan?, _ what: String, _ site: Site,
    _ findings: inout Findings
  ) {
    findings.report(
      Diagnostic(
        Self.info, "`\(site.id.value)` has the \(what) of another site", at: again ?? site.span
      ).label(first, "first here").help("every site needs a separate cluster"), site: site)
  }
}
