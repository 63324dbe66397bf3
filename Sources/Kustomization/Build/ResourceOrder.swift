/// The order of the output (kustomize v5.8.1, `SortOrderTransformer`): first the kinds that others need, last
/// the webhooks, then by kind, namespace and name.
struct ResourceOrder {
  private let first: [String: Int]
  private let last: [String: Int]

  private static let defaultFirst = [
    "Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount",
    "PodSecurityPolicy", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ConfigMap",
    "Secret", "Endpoints", "Service", "LimitRange", "PriorityClass", "PersistentVolume",
    "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob", "PodDisruptionBudget",
  ]
  private static let defaultLast = [
    "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
  ]

  init(first: [String]? = nil, last: [String]? = nil) {
    func ranks(_ kinds: [String]) -> [String: Int] {
      Dictionary(kinds.enumerated().map { ($1, $0) }) { $1 }
    }
    self.first = ranks(first ?? Self.defaultFirst)
    self.last = ranks(last ?? Self.defaultLast)
  }

  private struct Key {
    let rank: Int
    let kind: [UInt8]
    let place: [UInt8]
    let isNamespace: Bool
    let isCore: Bool
  }

  func sorted(_ resources: [Resource]) -> [Resource] {
    let keys = resources.map { key($0.id) }
    return resources.indices.sorted { left, right in
      let one = keys[left]
      let other = keys[right]
      if one.rank != other.rank { return one.rank < other.rank }
      if one.kind != other.kind {
        let isLess = one.kind.lexicographicallyPrecedes(other.kind)
        let isReversed = one.isNamespace && other.isNamespace && (one.isCore || other.isCore)
        return isReversed ? !isLess : isLess
      }
      if one.place != other.place { return one.place.lexicographicallyPrecedes(other.place) }
      return left < right
    }.map { resources[$0] }
  }

  private func key(_ id: ResourceID) -> Key {
    let rank = first[id.kind].map { $0 - 1000 } ?? last[id.kind].map { $0 + 1000 } ?? 0
    let group = id.group.isEmpty ? "~G" : id.group
    let version = id.version.isEmpty ? "~V" : id.version
    let namespace = id.namespace.isEmpty ? "~X" : id.namespace
    return Key(
      rank: rank, kind: Array("\(group)_\(version)_\(id.kind)".utf8),
      place: Array("\(namespace)|\(id.name)".utf8), isNamespace: id.kind == "Namespace",
      isCore: id.group.isEmpty)
  }
}
