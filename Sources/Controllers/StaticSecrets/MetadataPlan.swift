import KubernetesClient

/// Labels and annotations of a target (operator v0.11.5, section 2.0 "Metadata propagation").
struct MetadataPlan: Hashable {
  var labels: [String: String]
  var annotations: [String: String]

  /// What a target must carry: from what it carries, the resource, and the target's own wish.
  init(
    live: ObjectHead?, resource: ObjectHead, wish: MetadataWish?, tag: String
  ) {
    let liveLabels = live?.labels ?? [:]
    let liveAnnotations = live?.annotations ?? [:]
    if let wish {
      labels = wish.labels
      annotations = liveAnnotations.filter { key, _ in
        Annotations.isSystem(key) || key == Annotations.pendingRollout
          || key == Annotations.sourceDigest
      }
      annotations.merge(wish.annotations) { $1 }
    } else {
      let ownAnnotations = resource.annotations.filter {
        !Annotations.isSystem($0.key) && $0.key != Annotations.allowedNamespaces
      }
      let oldLabels = Self.list(liveAnnotations[Annotations.managedLabels])
      let oldAnnotations = Self.list(liveAnnotations[Annotations.managedAnnotations])
      labels = liveLabels.filter { !oldLabels.contains($0.key) }
      labels.merge(resource.labels) { $1 }
      annotations = liveAnnotations.filter {
        !oldAnnotations.contains($0.key) || Annotations.isSystem($0.key)
      }
      annotations.merge(ownAnnotations) { $1 }
      annotations[Annotations.managedLabels] = resource.labels.keys.sorted().joined(separator: ",")
      annotations[Annotations.managedAnnotations] =
        ownAnnotations.keys.sorted().joined(separator: ",")
    }
    annotations[Annotations.version] = tag
  }

  private static func list(_ text: String?) -> Set<String> {
    Set((text ?? "").split(separator: ",").map(String.init))
  }
}
