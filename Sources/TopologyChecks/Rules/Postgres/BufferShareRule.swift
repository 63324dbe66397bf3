import Diagnostics
import TopologyModel

/// PG-022.
struct BufferShareRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 322, "buffer-share", .warning,
    summary: "`shared_buffers` has no unit, or uses more than 40 percent of the memory.",
    why:
      "A bare number counts 8 kB pages; more than 40 percent starves the page cache.",
    sources: [
      .catalogue("PG-022"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "postgres: {parameters: {shared_buffers: '2048'}}"),
      .init(
        "postgres: {parameters: {shared_buffers: 4GB}}"),
    ],
    good: [
      .init(
        "postgres: {parameters: {shared_buffers: 2GB}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard let buffers = site.postgres.parameter("shared_buffers") else { continue }
      let memory = site.postgres.resources.memory.value
      if Int(buffers.value) != nil {
        findings.report(
          Diagnostic(Self.info, "`\(buffers.value)` counts 8 kB pages", at: buffers.span)
            .help("add a unit: MB or GB"), site: site)
      } else if let bytes = PostgresSize.bytes(buffers.value), bytes * 5 > memory.units * 2 {
        findings.report(
          Diagnostic(
            Self.info, "`shared_buffers` of \(buffers.value) is more than 40 % of \(memory)",
            at: buffers.span
          ).help("a quarter of the memory is usual"), site: site)
      }
    }
  }
}
