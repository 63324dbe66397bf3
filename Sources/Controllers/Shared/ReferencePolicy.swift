import KubernetesClient

/// Which references across namespaces are followed.
///
/// The official operator follows all of them, so that whoever may create a resource anywhere can use
/// every Secret. By default that is kept; an annotation on the object that is referred to always
/// restricts it.
package enum ReferencePolicy: String, CaseIterable, Sendable {
  /// Every reference, unless the object's annotation says otherwise.
  case allow
  /// Only what the object's annotation names.
  case annotated
  /// None.
  case deny

  /// Why an object in `namespace` may not be referred to from `origin`; nil when it may.
  package func refusal(
    of description: String, in namespace: String, annotations: [String: String],
    from origin: String
  ) -> String? {
    guard namespace != origin else { return nil }
    if self == .deny {
      return "\(description) is in namespace \(namespace); references across namespaces are off"
    }
    guard let list = annotations[Annotations.allowedNamespaces] else {
      return self == .allow
        ? nil
        : "\(description) does not name namespace \(origin) in its annotation "
          + Annotations.allowedNamespaces
    }
    let names = list.split(separator: ",").map { String($0).trimmed }
    return names.contains("*") || names.contains(origin)
      ? nil
      : "\(description) does not name namespace \(origin) in its annotation "
        + Annotations.allowedNamespaces
  }
}
