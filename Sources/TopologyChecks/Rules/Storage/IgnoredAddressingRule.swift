import Diagnostics
import TopologyModel

/// OBJ-018.
struct IgnoredAddressingRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 518, "ignored-addressing", .warning,
    summary: "A store requires virtual-host addressing, which Barman does not support.",
    why: "For endpoints other than Amazon's, it puts the bucket in the path: WAL is not archived.",
    sources: [
      .catalogue("OBJ-018"),
      .document(
        "plugin-barman-cloud 0.14.0, ObjectStore",
        "https://cloudnative-pg.io/plugin-barman-cloud/docs/object_stores/"),
    ],
    isWaivable: true,
    bad: [.init("objectStores: [{id: store, addressing: virtual}]")],
    good: [
      .init(
        "objectStores: [{id: store, addressing: virtual, endpointURL: 'https://s3.eu-central-1.amazonaws.com'}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores where store.addressing.value == .virtual {
      let host = store.endpointURL.value.host.description
      guard !host.hasSuffix(".amazonaws.com"),
        let bucket = store.buckets.first(where: { $0.purpose.value == .postgres })
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "Barman addresses `\(bucket.name.value)` by path, regardless of this field",
          at: store.addressing.span
        ).label(bucket.span, "this bucket")
          .help("make sure that the store accepts path-style requests, and set `addressing: path`"))
    }
  }
}
