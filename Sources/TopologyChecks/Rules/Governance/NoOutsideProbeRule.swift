import Diagnostics
import TopologyModel

/// MON-006.
struct NoOutsideProbeRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 886, "no-outside-probe", .warning,
    summary: "The global host is not probed from outside.",
    why: "No alert covers what users see; NGINX has no active checks.",
    sources: [.catalogue("MON-006")], isWaivable: true,
    bad: [
      .init(
        "monitoring: {blackboxExporter: null}")
    ],
    good: [
      .init(
        "monitoring: {blackboxExporter: 'blackbox:9115'}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.monitoring.enabled.value, site.monitoring.blackboxExporter == nil else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` has no exporter that probes the global host",
          at: site.monitoring.span ?? site.id.span
        )
        .help("run a blackbox exporter, and set `monitoring.blackboxExporter`"), site: site)
    }
  }
}
