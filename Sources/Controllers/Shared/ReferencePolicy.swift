import KubernetesClient
import Seams

/// Which references across namespaces are followed.
///
/// The official operator follows all of them, so that anyone who may create a resource anywhere can use every Secret.
package enum ReferenceMode: String, CaseIterable, Sendable {
  /// Every reference, unless the object's annotation says otherwise.
  case allow
  /// Only to what names the namespace in its annotation.
  case annotated
  /// None.
  case deny
}

/// What may be referred to from where.
package struct ReferencePolicy: Sendable {
  /// What a reference leads to.
  enum Target {
    /// A Secret with credentials or certificates.
    case secret
    case serviceAccount
    case connection
    case auth
    /// A Secret or ConfigMap that is written.
    case output

    /// Whether the object of the operator's own namespace may serve others when its annotation says so.
    ///
    /// What the operator itself is, its account and its credentials, never does.
    var mayServeFromHome: Bool {
      switch self {
      case .connection, .auth: true
      case .secret, .serviceAccount, .output: false
      }
    }
  }

  package var mode: ReferenceMode
  /// Namespace of the operator itself.
  package var home: String

  package init(_ mode: ReferenceMode, home: String) {
    self.mode = mode
    self.home = home
  }

  /// Whether the answer depends on the annotations of the object.
  func needsAnnotations(in namespace: String, from origin: String) -> Bool {
    namespace != origin && mode != .deny
  }

  /// Why an object in `namespace` may not be referred to from `origin`; nil when it may.
  func refusal(
    of target: Target, _ description: String, in namespace: String,
    annotations: [String: String], from origin: String
  ) -> String? {
    guard namespace != origin else { return nil }
    if mode == .deny {
      return "\(description) is in namespace \(namespace); cross-namespace references are disabled"
    }
    let isHome = namespace == home
    if isHome, !target.mayServeFromHome {
      return "\(description) is in the operator's namespace, which does not serve other namespaces"
    }
    guard let list = annotations[Annotations.allowedNamespaces] else {
      return mode == .allow && !isHome ? nil : missing(description, origin)
    }
    let names = list.split(separator: ",").map { String($0).trimmed }
    return names.contains("*") || names.contains(origin) ? nil : missing(description, origin)
  }

  private func missing(_ description: String, _ origin: String) -> String {
    "\(description) does not name namespace \(origin) in its annotation "
      + Annotations.allowedNamespaces
  }
}
