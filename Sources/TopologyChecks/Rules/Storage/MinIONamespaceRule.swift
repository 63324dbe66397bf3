import Diagnostics
import TopologyModel

/// OBJ-020.
struct MinIONamespaceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 520, "minio-namespace",
    summary: "A MinIO shares its namespace with Infisical or with another MinIO.",
    why:
      "The operator supports one Tenant per namespace, and a store must not be deleted with the data it backs up.",
    sources: [.catalogue("OBJ-020")],
    bad: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', namespace: infisical}}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', namespace: minio}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard store.kind.value == .inClusterMinIO, let minio = store.minio,
        minio.namespace.value == topology.namespace.value
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(store.id.value)` would run in the namespace of Infisical",
          at: minio.namespace.span
        ).help("use a separate namespace"))
    }
    let inside = topology.objectStores.filter {
      $0.kind.value == .inClusterMinIO && $0.minio != nil
    }
    for (first, again) in inside.repeats(by: {
      "\($0.minio?.site?.value.description ?? "")/\($0.minio?.namespace.value.description ?? "")"
    }) {
      findings.report(
        Diagnostic(
          Self.info, "`\(again.id.value)` shares its namespace with `\(first.id.value)`",
          at: again.minio?.namespace.span ?? again.id.span
        ).label(first.id.span, "this one").help("use separate namespaces"))
    }
  }
}
