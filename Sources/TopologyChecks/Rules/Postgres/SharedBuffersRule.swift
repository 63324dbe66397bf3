import Diagnostics
import TopologyModel
import YAMLSyntax

/// PG-021 and PG-022.
struct SharedBuffersRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 321, "shared-buffers-over-memory",
    summary: "`shared_buffers` is not a valid size, or exceeds the memory of an instance.",
    why: "CloudNativePG's webhook rejects the Cluster; otherwise the server would not start.",
    sources: [
      .catalogue("PG-021"),
      .cloudNativePGSource(
        "cluster webhook, validateResources", "internal/webhook/v1/cluster_webhook.go"),
    ],
    bad: [
      .init("postgres: {parameters: {shared_buffers: 16GB}}"),
      .init("postgres: {resources: {memory: 4Gi, memoryLimit: 2Gi}}"),
    ],
    good: [.init("postgres: {parameters: {shared_buffers: 2GB}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let resources = site.postgres.resources
      let limit = resources.effectiveMemoryLimit
      if resources.memory.value.milliValue > limit.value.milliValue {
        findings.report(
          Diagnostic(
            Self.info, "memory request \(resources.memory.value) exceeds the limit \(limit.value)",
            at: limit.span
          ).label(resources.memory.span, "the request"), site: site)
      }
      guard let buffers = site.postgres.parameter("shared_buffers") else { continue }
      guard let bytes = PostgresSize.bytes(buffers.value) else {
        findings.report(
          Diagnostic(Self.info, "`\(buffers.value)` is not a PostgreSQL size", at: buffers.span)
            .help("write a number and kB, MB or GB"), site: site)
        continue
      }
      guard bytes > resources.memory.value.units else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "`shared_buffers` \(buffers.value) exceeds the memory request "
            + "\(resources.memory.value)",
          at: buffers.span
        ).label(resources.memory.span, "the request").help("a quarter of memory is usual"),
        site: site)
    }
  }
}
