import Diagnostics
import TopologyModel

/// PG-014.
struct ArchitectureSkewRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 314, "architecture-skew",
    summary: "Sites have different processor architectures.",
    why: "Data files are not portable between architectures.",
    sources: [
      .catalogue("PG-014"),
      .document(
        "PostgreSQL 18, section 26.2.1", "https://www.postgresql.org/docs/18/warm-standby.html"),
    ],
    isWaivable: true,
    bad: [.init("sites: [{id: dc2, kubernetes: {arch: arm64}}]")],
    good: [.init("kubernetes: {arch: arm64}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let first = topology.sites.first else { return }
    for site in topology.sites.dropFirst()
    where site.kubernetes.arch != first.kubernetes.arch {
      findings.report(
        Diagnostic(
          Self.info,
          "`\(site.id.value)` is \(site.kubernetes.arch.value.rawValue), "
            + "`\(first.id.value)` is \(first.kubernetes.arch.value.rawValue)",
          at: site.kubernetes.arch.span ?? site.id.span
        ).label(first.kubernetes.arch.span, "the other architecture"), site: site)
    }
  }
}
