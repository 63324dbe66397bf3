import Diagnostics
import TopologyModel

/// Numbers and sizes that make no sense whatever else is set.
struct OutOfRangeRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 14, "out-of-range",
    summary: "A number or size is out of range for its field.",
    why: "The API server would reject it, or it would silently mean no limit at all.",
    sources: [
      .kubernetes("API reference", "reference/kubernetes-api/"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
      .document("Redis, redis.conf", "https://github.com/redis/redis/blob/7.4/redis.conf"),
    ],
    bad: [
      .init("postgres: {instances: -3}"), .init("redis: {memory: 512m}"),
      .init("postgres: {backup: {maxParallel: -4}}"),
      .init("sites: [{id: dc1, postgres: {epoch: 0}}]"),
      .init("app: {resources: {memory: 4Gi, memoryLimit: 2Gi}}"),
      .init("postgres: {resources: {memory: 100Mi}}"),
    ],
    good: [.init("{postgres: {instances: 5}, redis: {memory: 512Mi}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let postgres = site.postgres
      number(postgres.instances, 1...99, site, &findings)
      number(postgres.epoch, 1...9999, site, &findings)
      number(postgres.backup.maxParallel, 1...64, site, &findings)
      number(site.app.replicas, 1...1000, site, &findings)
      number(site.app.hpa.max, 1...1000, site, &findings)
      if let low = site.app.hpa.min { number(low, 1...1000, site, &findings) }
      if let pooler = postgres.pooler {
        number(pooler.instances, 1...99, site, &findings)
        number(pooler.defaultPoolSize, 1...10_000, site, &findings)
        number(pooler.maxClientConnections, 1...1_000_000, site, &findings)
      }
      size(postgres.storageSize, .gibibytes(1), site, &findings)
      size(postgres.walSize, .gibibytes(1), site, &findings)
      size(postgres.resources.memory, .mebibytes(512), site, &findings)
      size(site.redis.memory, .mebibytes(64), site, &findings)
      size(site.redis.storageSize, .mebibytes(256), site, &findings)
      size(site.app.resources.effectiveMemoryLimit, .mebibytes(256), site, &findings)
      for resources in [site.app.resources, postgres.resources] {
        limits(resources, site, &findings)
      }
    }
  }

  private func number(
    _ value: Located<Int>, _ range: ClosedRange<Int>, _ site: Site, _ findings: inout Findings
  ) {
    guard !range.contains(value.value) else { return }
    findings.report(
      Diagnostic(Self.info, "\(value.value) is out of range", at: value.span)
        .help("write \(range.lowerBound) to \(range.upperBound)"), site: site)
  }

  private func size(
    _ value: Located<Quantity>, _ least: Quantity, _ site: Site, _ findings: inout Findings
  ) {
    guard value.value.milliValue < least.milliValue else { return }
    findings.report(
      Diagnostic(Self.info, "\(value.value) is too small", at: value.span)
        .help("set at least \(least); `m` means thousandths, `Mi` means mebibytes"), site: site)
  }

  private func limits(_ resources: Resources, _ site: Site, _ findings: inout Findings) {
    for (request, limit) in [
      (resources.memory, resources.memoryLimit), (resources.cpu, resources.cpuLimit),
    ] {
      guard let limit, limit.value.milliValue < request.value.milliValue else { continue }
      findings.report(
        Diagnostic(
          Self.info, "the limit \(limit.value) is below the request \(request.value)",
          at: limit.span ?? request.span
        ).label(limit.span == nil ? nil : request.span, "the request"), site: site)
    }
  }
}
