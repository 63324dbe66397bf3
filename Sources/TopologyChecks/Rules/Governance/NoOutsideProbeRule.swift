import Diagnostics
import TopologyModel

/// MON-006.
struct NoOutsideProbeRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 886, "no-outside-probe", .warning,
    summary: "Nothing asks the global host from outside.",
    why: "What users see is then nobody's alarm; NGINX has no active checks of its own.",
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
          Self.info, "`\(site.id.value)` has no exporter to ask the global host with",
          at: site.monitoring.span ?? site.id.span
        )
        .help("run a blackbox exporter, and name it in `monitoring.blackboxExporter`"), site: site)
    }
  }
}
