package import Seams
package import YAMLSyntax

/// What every object says of itself (Kubernetes 1.36, meta/v1 ObjectMeta), as far as we look at it.
package struct ObjectHead: Hashable, Sendable {
  package var key: ObjectKey
  package var uid: String
  package var resourceVersion: String
  package var generation: Int
  package var labels: [String: String]
  package var annotations: [String: String]
  package var owners: [OwnerReference]
  package var isDeleting: Bool
  /// RFC 3339 in UTC: such texts are in the order of their times.
  package var createdAt: String

  /// Reads `metadata`; nil when the object has no name.
  package init?(_ object: YAMLNode) {
    guard let metadata = object["metadata"], let name = metadata.text("name") else { return nil }
    key = ObjectKey(metadata.text("namespace") ?? "", name)
    uid = metadata.text("uid") ?? ""
    resourceVersion = metadata.text("resourceVersion") ?? ""
    generation = metadata.integer("generation") ?? 0
    labels = metadata.pairs("labels")
    annotations = metadata.pairs("annotations")
    owners = (metadata["ownerReferences"]?.items ?? []).map(OwnerReference.init)
    createdAt = metadata.text("creationTimestamp") ?? ""
    isDeleting = metadata["deletionTimestamp"].map { !$0.isNull } ?? false
  }

  /// The owner that controls the object.
  package var controller: OwnerReference? { owners.first(where: \.isController) }
}

/// An object that another one belongs to.
package struct OwnerReference: Hashable, Sendable {
  package var apiVersion: String
  package var kind: String
  package var name: String
  package var uid: String
  package var isController: Bool
  package var blocksDeletion: Bool

  /// A controlling owner.
  package init(controlledBy head: ObjectHead, _ resource: APIResource) {
    apiVersion = resource.apiVersion
    kind = resource.kind
    name = head.key.name
    uid = head.uid
    isController = true
    blocksDeletion = true
  }

  init(_ node: YAMLNode) {
    apiVersion = node.text("apiVersion") ?? ""
    kind = node.text("kind") ?? ""
    name = node.text("name") ?? ""
    uid = node.text("uid") ?? ""
    isController = node.flag("controller") ?? false
    blocksDeletion = node.flag("blockOwnerDeletion") ?? false
  }

  package var yaml: YAMLNode {
    .object([
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
      "uid": .string(uid), "controller": .boolean(isController),
      "blockOwnerDeletion": .boolean(blocksDeletion),
    ])
  }
}
