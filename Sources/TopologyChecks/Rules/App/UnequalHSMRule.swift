import Diagnostics
import TopologyModel
import YAMLSyntax

/// APP-028.
struct UnequalHSMRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 628, "unequal-hsm", .warning,
    summary: "Sites have different HSM settings, or only some have an HSM.",
    why: "A site without the HSM cannot decrypt anything after a failover.",
    sources: [.catalogue("APP-028")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc1, app: {environment: {HSM_LIB_PATH: /hsm/lib.so, HSM_SLOT: '1'}}}]")
    ],
    good: [
      .init(
        "app: {environment: {HSM_LIB_PATH: /hsm/lib.so, HSM_SLOT: '1'}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    func settings(_ site: Site) -> [String] {
      site.app.environment.filter { $0.key.value.hasPrefix("HSM_") }
        .map { "\($0.key.value)=\($0.value.value)" }.sorted()
    }
    for site in topology.sites {
      guard site.id != active.id, settings(site) != settings(active) else { continue }
      findings.report(
        Diagnostic(
          Self.info, "the HSM settings of `\(site.id.value)` differ from those of the active site",
          at: site.app.span ?? site.id.span
        )
        .help("give every site the same HSM, or one with the same key"), site: site)
    }
  }
}
