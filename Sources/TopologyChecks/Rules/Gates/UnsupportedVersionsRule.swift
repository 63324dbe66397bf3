import Diagnostics
import TopologyModel

/// GATE-06.
struct UnsupportedVersionsRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 206, "unsupported-versions", .warning,
    summary:
      "The combination of operator, Kubernetes and PostgreSQL versions is not tested upstream.",
    why: "Problems with untested combinations are not fixed.",
    sources: [.catalogue("GATE-06"), .cloudNativePG("supported releases", "supported_releases/")],
    isWaivable: true,
    bad: [
      .init(
        "kubernetes: {version: 1.31.0}"),
      .init(
        "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:19.1-standard-trixie'}"),
    ],
    good: [
      .init(
        "kubernetes: {version: 1.36.1}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let version = site.operators.cnpg.value
      guard
        let row = Self.table.first(where: {
          version.isAtLeast(1, $0.minor) && !version.isAtLeast(1, $0.minor + 1)
        })
      else {
        if version.isAtLeast(1, 31) { continue }
        findings.report(
          Diagnostic(
            Self.info, "CloudNativePG \(version) is no longer supported",
            at: site.operators.cnpg.span ?? site.id.span
          ).help("install 1.29 or 1.30"), site: site)
        continue
      }
      let kubernetes = site.kubernetes.version
      if !kubernetes.value.isAtLeast(1, row.kubernetes.lowerBound)
        || kubernetes.value.isAtLeast(1, row.kubernetes.upperBound + 1)
      {
        findings.report(
          Diagnostic(
            Self.info,
            "CloudNativePG \(version) is not tested with Kubernetes \(kubernetes.value)",
            at: kubernetes.span ?? site.id.span
          ).help(
            "it is tested with 1.\(row.kubernetes.lowerBound) to 1.\(row.kubernetes.upperBound)"),
          site: site)
      }
      guard let major = site.postgres.image.value.majorVersion, !(14...18).contains(major) else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info, "CloudNativePG \(version) is not tested with PostgreSQL \(major)",
          at: site.postgres.image.span
        ).help("it is tested with 14 to 18"), site: site)
    }
  }

  private static let table: [(minor: Int, kubernetes: ClosedRange<Int>)] = [
    (29, 33...35), (30, 34...36),
  ]
}
