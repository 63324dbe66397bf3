import Diagnostics
import TopologyModel

/// OBJ-002.
struct PrivateEndpointRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 502, "private-endpoint", .warning,
    summary: "A private endpoint with TLS, but without a CA to verify it.",
    why: "Barman and the AWS client reject a certificate from a private CA.",
    sources: [.catalogue("OBJ-002")], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, endpointURL: 'https://10.9.0.5:9000'}]"),
      .init(
        "objectStores: [{id: store, kind: dedicatedMinIO, minio: {servers: 4}}]"),
    ],
    good: [
      .init(
        "objectStores: [{id: store, endpointURL: 'https://10.9.0.5:9000', caSecret: s3-ca}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      let host = store.endpointURL.value.host.description
      let isPrivate =
        HostAddress(host)?.isIPAddress == true || !host.contains(".")
        || [".svc", ".local", ".internal", ".lan"].contains(where: host.hasSuffix)
      guard store.caSecret == nil, store.kind.value != .enterprise || isPrivate else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(host)` is private, but no CA is set", at: store.endpointURL.span
        ).help("put the CA into a Secret under ca.crt, and set `caSecret`"))
    }
  }
}
