package import KubernetesClient
package import Seams

/// Under what a resource is found when something else changes.
package enum ReferenceIndex: Hashable, Sendable {
  /// Another object that it refers to, or that it writes.
  case object(APIResource, ObjectKey)
  /// What it owns, by its own UID.
  case owner(String)
}

/// All that is kept of a Secret or a ConfigMap: which version it has, whose it is, and whom it serves.
package struct ObjectMark: Hashable, Sendable {
  package let resourceVersion: String
  /// UID of the InfisicalStaticSecret that owns it.
  package let owner: String?
  /// Its annotation ``Annotations/allowedNamespaces``.
  package let allowedNamespaces: String?

  init(_ head: ObjectHead) {
    resourceVersion = head.resourceVersion
    allowedNamespaces = head.annotations[Annotations.allowedNamespaces]
    owner =
      head.owners.first { owner in
        owner.kind == APIResource.staticSecrets.kind
          && owner.apiVersion.hasPrefix(APIResource.staticSecrets.group)
      }?.uid
  }

  /// Its annotations, as far as a policy asks for them.
  var annotations: [String: String] {
    allowedNamespaces.map { [Annotations.allowedNamespaces: $0] } ?? [:]
  }
}
