import KubernetesClient

/// Labels and annotations of a target (operator v0.11.5, propagation of metadata).
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
        Annotations.isSystem(key) || key == Annotations.allowedNamespaces
          || (Annotations.isOwn(key) && key != Annotations.managedLabels
            && key != Annotations.managedAnnotations)
      }
      // Who may name a target does not decide with whom it is shared.
      annotations.merge(wish.annotations.filter { !Self.isReserved($0.key) }) { $1 }
    } else {
      // What marks the resource as applied by someone would mark the target as well.
      let ownLabels = resource.labels.filter { !Annotations.isTracking($0.key) }
      let ownAnnotations = resource.annotations.filter { !Self.isKept($0.key) }
      let oldLabels = Self.list(liveAnnotations[Annotations.managedLabels])
      let oldAnnotations = Self.list(liveAnnotations[Annotations.managedAnnotations])
      labels = liveLabels.filter { !oldLabels.contains($0.key) }
      labels.merge(ownLabels) { $1 }
      annotations = liveAnnotations.filter {
        !oldAnnotations.contains($0.key) || Annotations.isSystem($0.key)
          || Annotations.isOwn($0.key)
      }
      annotations.merge(ownAnnotations) { $1 }
      annotations[Annotations.managedLabels] = ownLabels.keys.sorted().joined(separator: ",")
      annotations[Annotations.managedAnnotations] =
        ownAnnotations.keys.sorted().joined(separator: ",")
    }
    annotations[Annotations.version] = tag
  }

  /// Whether an annotation stays with the resource.
  private static func isKept(_ key: String) -> Bool {
    Annotations.isSystem(key) || Annotations.isTracking(key) || isReserved(key)
  }

  /// Whether an annotation means something to the operator: no resource gives it to a target.
  private static func isReserved(_ key: String) -> Bool {
    Annotations.isOwn(key) || key == Annotations.allowedNamespaces || key == Annotations.adopt
  }

  private static func list(_ text: String?) -> Set<String> {
    Set((text ?? "").split(separator: ",").map(String.init))
  }
}
