import Diagnostics
import TopologyModel

/// OBJ-003.
struct LocalEndpointRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 503, "local-endpoint",
    summary: "The endpoint of a store is a name that only one cluster resolves.",
    why: "Every site reads the archives of the other sites.",
    sources: [
      .catalogue("OBJ-003"),
      .infisical(
        "reference architecture on Kubernetes (HA)",
        "self-hosting/reference-architectures/on-prem-k8s-ha"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, endpointURL: 'https://minio.backups.svc:9000', caSecret: s3-ca}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, endpointURL: 'https://minio.dc1.example.net:9000'}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      let host = store.endpointURL.value.host.description
      guard topology.sites.count > 1,
        host == "localhost" || host.hasPrefix("127.") || host.hasSuffix(".svc")
          || host.contains(".svc.")
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(host)` resolves differently in every cluster", at: store.endpointURL.span
        ).help("use an address that every site can reach"))
    }
  }
}
