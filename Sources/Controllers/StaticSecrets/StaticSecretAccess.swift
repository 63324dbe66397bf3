import InfisicalClient
import InfisicalModel
import KubernetesClient
import Seams

/// Decides whether a resource may be worked on, and as whom.
struct StaticSecretAccess: Sendable {
  let caches: Caches
  let auths: AuthReconciler
  let policy: ReferencePolicy
  /// Namespaces to work in; empty means all.
  let namespaces: [String]

  enum Answer: Sendable {
    case granted(Session, AuthMethod)
    /// The auth's first turn is still to come, and brings us back.
    case pending
    case refused(ResourceProblem)
  }

  func answer(_ item: StaticSecretItem) -> Answer {
    if let problem = item.problem ?? outOfScope(item) { return .refused(ResourceProblem(problem)) }
    let name = "InfisicalAuth \(item.spec.auth)"
    let auth = caches.auths[item.spec.auth]
    // Before it is told whether it exists.
    if let refusal = policy.refusal(
      of: .auth, name, in: item.spec.auth.namespace, annotations: auth?.head.annotations ?? [:],
      from: item.head.key.namespace)
    {
      return .refused(ResourceProblem(refusal))
    }
    guard let auth else { return .refused(ResourceProblem("\(name) does not exist")) }
    return switch auths.standing(of: item.spec.auth) {
    case .unknown: .pending
    case .refused(let problem): .refused(ResourceProblem("\(name) is not ready: \(problem)"))
    case .session(let session): .granted(session, auth.spec.method)
    }
  }

  private func outOfScope(_ item: StaticSecretItem) -> String? {
    guard !namespaces.isEmpty else { return nil }
    for target in item.spec.targets where !namespaces.contains(target.target.key.namespace) {
      return "\(target.target) is not in one of the operator's namespaces: "
        + namespaces.joined(separator: ", ")
    }
    return nil
  }
}
