import Diagnostics
import TopologyModel

/// SEC-001.
struct BootstrapCycleRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 721, "bootstrap-cycle",
    summary: "The Secrets that start Infisical come from the same Infisical.",
    why: "After an outage nothing can start: the keys are stored in what they unlock.",
    sources: [.catalogue("SEC-001"), .redoubt("secrets", "docs/reference/topology.md")],
    bad: [
      .init(
        "secrets: {provider: externalSecret, store: {name: own, infisicalAddress: 'https://secrets.example.net'}}"
      ),
      .init(
        "infisicalResources: {identities: [{name: apps, method: universal, credentials: creds}], staticSecrets: [{name: web, sources: [{projectId: p, environmentSlug: prod}], targets: [{name: s3-pg-dc1-rw}]}]}"
      ),
    ],
    good: [
      .init(
        "secrets: {provider: externalSecret, store: {name: corp, infisicalAddress: 'https://secrets.corp.example.net'}}"
      ),
      .init(
        "infisicalResources: {identities: [{name: apps, method: universal, credentials: creds}], staticSecrets: [{name: web, sources: [{projectId: p, environmentSlug: prod}], targets: [{name: web-env}]}]}"
      ),
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard let address = site.secrets.store?.infisicalAddress,
        address.value.host.description == topology.host.value
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "the Secrets of `\(site.id.value)` come from the Infisical that they start",
          at: address.span
        ).label(topology.siteURL.span, "the same host")
          .help("use another store, which must work while this Infisical is down"), site: site)
    }
    var derived: Set<String> = []
    for site in topology.sites {
      for kind in ["pg", "redis"] {
        derived.insert("s3-\(kind)-\(site.id.value)-rw")
        derived.insert("s3-\(kind)-\(site.id.value)-ro")
      }
    }
    for store in topology.objectStores { derived.insert(store.caSecret?.value.description ?? "") }
    for secret in topology.infisicalResources?.staticSecrets ?? [] {
      for target in secret.targets where derived.contains(target.name.value.description) {
        let namespace =
          target.namespace?.value ?? secret.namespace?.value ?? topology.namespace.value
        guard namespace.description == topology.namespace.value.description else { continue }
        findings.report(
          Diagnostic(
            Self.info, "`\(target.name.value)` starts Infisical, but would come from it",
            at: target.name.span
          ).help("use another target name"))
      }
    }
  }
}
