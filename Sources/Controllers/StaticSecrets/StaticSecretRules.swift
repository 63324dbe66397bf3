import Diagnostics
import InfisicalModel
import Seams

/// What must hold of a static secret before anything is done (operator v0.11.5); definitions of the official operator do not check it.
enum StaticSecretRules {
  /// The cluster puts a token of whatever account an annotation names into such a Secret (Kubernetes 1.36, Service
  /// Accounts): writing one would be as much as making tokens.
  private static let accountToken = "kubernetes.io/service-account-token"

  /// Why a spec cannot be used.
  static func problem(
    _ spec: InfisicalStaticSecretSpec, _ wish: StaticSecretWish, _ namespace: String
  ) -> String? {
    if spec.sources.isEmpty { return "spec.sources is empty" }
    if spec.targets.isEmpty { return "spec.targets is empty" }
    for (position, source) in spec.sources.enumerated() {
      let hasIdentifier = !(source.projectId?.value ?? "").isEmpty
      let hasSlug = !(source.projectSlug?.value ?? "").isEmpty
      if hasIdentifier == hasSlug {
        return "spec.sources[\(position)] needs exactly one of projectId and projectSlug"
      }
    }
    var seen: Set<ObjectKey> = []
    for (position, target) in wish.targets.enumerated() {
      if !seen.insert(target.target.key).inserted {
        return "spec.targets[\(position)]: duplicate target \(target.target.key)"
      }
      if target.type != nil, target.target.kind == .configMap {
        return "spec.targets[\(position)]: only Secrets have a secretType"
      }
      if target.type == accountToken {
        return
          "spec.targets[\(position)]: Secrets of type \(accountToken) are filled by Kubernetes"
      }
      if target.isOwned, target.target.key.namespace != namespace {
        return "spec.targets[\(position)]: creationPolicy Owner requires a target in the namespace "
          + "\(namespace) of the resource: Kubernetes has no cross-namespace owners; "
          + "use Orphan"
      }
    }
    return nil
  }
}
