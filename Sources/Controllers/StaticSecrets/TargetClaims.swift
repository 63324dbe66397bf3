import KubernetesClient
import OperatorRuntime
import Seams

/// Decides which of the resources that name one target has it.
///
/// The one that owns the object has it; else one of the object's own namespace before others, older ones before younger
/// ones. What could not write the target has no claim: a resource that is being deleted, whose spec is not valid, or that
/// the policy refuses.
struct TargetClaims: Sendable {
  let caches: Caches
  let policy: ReferencePolicy

  /// Why a target is not for `item` to write; nil when it is.
  func problem(_ target: TargetKey, _ item: StaticSecretItem) -> String? {
    let rivals = caches.staticSecrets.store.keys(
      under: .object(target.resource, target.key))
    guard rivals.count > 1 else { return nil }
    let mark = caches.marks(target.kind)[target.key]
    // Who has no claim is told why when it is about to write.
    guard claim(of: item, to: target, mark) != nil else { return nil }
    let claims = rivals.compactMap { key in
      caches.staticSecrets[key].flatMap { claim(of: $0, to: target, mark) }
    }
    guard let best = claims.min(), best.key != item.head.key else { return nil }
    return "\(target) is already a target of InfisicalStaticSecret \(best.key)"
  }

  /// Claims in the order in which they are met.
  private struct Claim: Comparable {
    let isOwner: Bool
    let isNeighbour: Bool
    let createdAt: String
    let key: ObjectKey

    static func < (left: Self, right: Self) -> Bool {
      if left.isOwner != right.isOwner { return left.isOwner }
      if left.isNeighbour != right.isNeighbour { return left.isNeighbour }
      return (left.createdAt, left.key) < (right.createdAt, right.key)
    }
  }

  private func claim(
    of item: StaticSecretItem, to target: TargetKey, _ mark: ObjectMark?
  ) -> Claim? {
    guard item.problem == nil, !item.head.isDeleting else { return nil }
    let own = item.head.key
    if policy.refusal(
      of: .output, "\(target)", in: target.key.namespace, annotations: mark?.annotations ?? [:],
      from: own.namespace) != nil
    {
      return nil
    }
    guard let auth = caches.auths[item.spec.auth], !auth.head.isDeleting,
      policy.refusal(
        of: .auth, "", in: item.spec.auth.namespace, annotations: auth.head.annotations,
        from: own.namespace) == nil
    else {
      // The owner keeps what it has: its auth may be back in a moment.
      return mark?.owner == item.head.uid
        ? Claim(isOwner: true, isNeighbour: true, createdAt: item.head.createdAt, key: own) : nil
    }
    return Claim(
      isOwner: mark?.owner == item.head.uid,
      isNeighbour: own.namespace == target.key.namespace, createdAt: item.head.createdAt,
      key: own)
  }
}
