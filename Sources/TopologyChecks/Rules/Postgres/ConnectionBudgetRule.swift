import Diagnostics
import TopologyModel
import YAMLSyntax

/// PG-047.
struct ConnectionBudgetRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 347, "connection-budget",
    summary: "Infisical may open more connections than PostgreSQL or the pooler accepts.",
    why: "Each pod keeps up to ten; a pod that cannot get one fails its requests.",
    sources: [.catalogue("PG-047")], isWaivable: true,
    bad: [
      .init("app: {hpa: {max: 40}}"),
      .init("{app: {hpa: {max: 8}}, postgres: {pooler: {defaultPoolSize: 10}}}"),
    ],
    good: [.init("{app: {hpa: {max: 40}}, postgres: {parameters: {max_connections: '500'}}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let pods = site.app.hpa.enabled.value ? site.app.hpa.max : site.app.replicas
      let needed = PostgresSize.product(pods.value, 10)
      if let pooler = site.postgres.pooler {
        let offered = PostgresSize.product(
          pooler.instances.value, pooler.defaultPoolSize.value)
        guard offered < needed else { continue }
        report(
          needed, offered, "the pooler offers", pooler.defaultPoolSize.span, pods, site, &findings)
      } else {
        let written = site.postgres.parameter("max_connections")
        // Twenty stay free for the operator, backups and people.
        let offered =
          max(0, written.flatMap { Int($0.value) } ?? PostgresSettings.defaultMaxConnections) - 20
        guard offered < needed else { continue }
        report(needed, offered, "PostgreSQL offers", written?.span, pods, site, &findings)
      }
    }
  }

  private func report(
    _ needed: Int, _ offered: Int, _ who: String, _ span: SourceSpan?, _ pods: Located<Int>,
    _ site: Site, _ findings: inout Findings
  ) {
    findings.report(
      Diagnostic(
        Self.info, "\(pods.value) pods open up to \(needed) connections, \(who) \(offered)",
        at: pods.span ?? span
      ).label(pods.span == nil ? nil : span, "the limit")
        .help("raise `max_connections` or `defaultPoolSize`, or lower `app.hpa.max`"), site: site)
  }
}
