import Diagnostics
import TopologyModel

/// APP-020.
struct TelemetryRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 620, "telemetry", .note,
    summary: "Infisical sends usage telemetry to the vendor.",
    why: "Some policies forbid it.",
    sources: [.catalogue("APP-020")], isWaivable: true,
    bad: [
      .init(
        "app: {telemetry: true}")
    ],
    good: [
      .init(
        "app: {telemetry: false}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.app.telemetry.value else { continue }
      findings.report(
        Diagnostic(
          Self.info, "Infisical of `\(site.id.value)` sends telemetry", at: site.app.telemetry.span
        )
        .help("set `telemetry: false` if your policy requires it"), site: site)
    }
  }
}
