import Diagnostics
import YAMLSyntax

/// `replicas[]`.
struct ReplicasTransformer {
  let entry: ReplicasEntry
  let configured: [FieldSpec]

  private static let kinds = ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"]

  func apply(to objects: inout ResourceSet, _ index: NameIndex) throws(Fault) {
    let specs =
      Self.kinds.map { FieldSpec("spec/replicas", kind: $0, creates: true) } + configured
    let value = YAMLNode.integer(entry.count, at: entry.span)
    var isFound = false
    for position in index[entry.name.value] {
      let ids = objects.items[position].allIDs.filter { $0.name == entry.name.value }
      for spec in specs where ids.contains(where: spec.applies) {
        isFound = true
        try objects.update(position) { (resource) throws(Fault) in
          try resource.edit(spec, created: value, at: entry.span) { $0 = value }
        }
      }
    }
    guard isFound else {
      throw Fault(
        .kustomizationSelection,
        "no Deployment, StatefulSet or ReplicaSet is called `\(entry.name.value)`",
        at: entry.name.span ?? entry.span)
    }
  }
}
