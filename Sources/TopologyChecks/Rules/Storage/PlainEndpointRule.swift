import Diagnostics
import TopologyModel

/// OBJ-001.
struct PlainEndpointRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 501, "plain-endpoint",
    summary: "An object store is reached without TLS.",
    why:
      "Credentials and every change to the database of secrets would cross the network unencrypted.",
    sources: [.catalogue("OBJ-001")], isWaivable: true,
    bad: [.init("objectStores: [{id: store, endpointURL: 'http://s3.example.net'}]")],
    good: [.init("objectStores: [{id: store, endpointURL: 'https://s3.example.net'}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores where !store.endpointURL.value.isSecure {
      findings.report(
        Diagnostic(
          Self.info, "store `\(store.id.value)` is reached without TLS", at: store.endpointURL.span
        ).help("use https, with `caSecret` if its CA is private"))
    }
  }
}
