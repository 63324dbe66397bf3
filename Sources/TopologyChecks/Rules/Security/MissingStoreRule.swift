import Diagnostics
import TopologyModel

/// SEC-005.
struct MissingStoreRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 729, "missing-secret-store",
    summary: "External Secrets provides the Secrets, but no store is set.",
    why: "Without it, no ExternalSecret can be written and no Secret is created.",
    sources: [
      .catalogue("SEC-005"),
      .document(
        "External Secrets, ExternalSecret", "https://external-secrets.io/latest/api/externalsecret/"
      ),
    ],
    bad: [
      .init(
        "secrets: {provider: externalSecret}")
    ],
    good: [
      .init(
        "secrets: {provider: externalSecret, store: {name: corp}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.secrets.provider.value == .externalSecret, site.secrets.store == nil else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` does not set the store of its Secrets",
          at: site.secrets.provider.span
        )
        .help("set `secrets.store.name`"), site: site)
    }
  }
}
