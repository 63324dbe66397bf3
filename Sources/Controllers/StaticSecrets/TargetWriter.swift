import KubernetesClient
import Logging
import OperatorRuntime
import Seams
import YAMLSyntax

/// Brings one target in line.
struct TargetWriter: Sendable {
  /// What became of a target.
  struct Result: Sendable {
    var resourceVersion: String
    var uid: String
    var isChanged = false
    var drift: TargetPlan.Drift?
    /// Workloads that have to be rolled out, by the etag that they must have.
    var pendingRollout: String?
  }

  let environment: RuntimeEnvironment

  /// What decides about a write, beside the target itself.
  struct Order: Sendable {
    let target: TargetWish
    let resource: ObjectHead
    let policy: ReferencePolicy
    let mayRollOut: Bool
    var known: StaticSecretMemory.Known?
    var emptySources: [String] = []
    /// Whether no source returned any secret.
    var hasNothing = false
  }

  /// Reads, compares and writes; someone else's write in between starts it again.
  func write(
    _ order: Order, content: (LiveTarget?) async throws(ResourceProblem) -> TargetContent
  ) async throws(ResourceProblem) -> Result {
    let name = order.target.target
    for _ in 0..<5 {
      let live: LiveTarget?
      do throws(APIError) {
        live = try await read(name)
      } catch {
        throw ResourceProblem("cannot read \(name)", error)
      }
      // Writing to another namespace is a reference to it.
      if let refusal = order.policy.refusal(
        of: .output, "\(name)", in: name.key.namespace,
        annotations: live?.head.annotations ?? [:], from: order.resource.key.namespace)
      {
        throw ResourceProblem(refusal)
      }
      let plan = TargetPlan.make(
        .init(
          target: order.target, content: try await content(live), resource: order.resource,
          live: live, mayRollOut: order.mayRollOut, knownUID: order.known?.uid,
          emptySources: order.emptySources, hasNothing: order.hasNothing))
      if case .refuse(let reason) = plan { throw ResourceProblem(reason) }
      do throws(APIError) {
        return try await carryOut(plan, order.target, live)
      } catch {
        switch error.code {
        case .notFound:
          // A new object has nothing to be missing but its namespace, which is not watched.
          guard case .create = plan else { continue }
          throw ResourceProblem(
            "\(name) cannot be created: \(error)", cure: .wait(Self.namespacePause))
        case .conflict, .alreadyExists: continue
        default: throw ResourceProblem("cannot write \(name)", error)
        }
      }
    }
    throw ResourceProblem(
      "\(name) is being changed concurrently", cure: .retry(atLeast: .zero))
  }

  /// A target whose namespace does not exist is tried again after this.
  private static let namespacePause = Duration.seconds(10)

  private func read(_ name: TargetKey) async throws(APIError) -> LiveTarget? {
    do throws(APIError) {
      return LiveTarget(try await environment.client.send(.get(name.resource, name.key)))
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
  }

  private func carryOut(
    _ plan: TargetPlan, _ target: TargetWish, _ live: LiveTarget?
  ) async throws(APIError) -> Result {
    let name = target.target
    let client = environment.client
    switch plan {
    case .nothing, .refuse:
      return Result(
        resourceVersion: live?.head.resourceVersion ?? "", uid: live?.head.uid ?? "",
        pendingRollout: live?.head.annotations[Annotations.pendingRollout])
    case .create(let object):
      let stored = try await client.send(
        .create(name.resource, namespace: name.key.namespace, object))
      return Self.result(stored, drift: nil)
    case .replace(let object, let live):
      return Self.result(try await replace(name, by: object, live), drift: .source)
    case .patch(let patch, let drift):
      let stored = try await client.send(.merge(name.resource, name.key, patch))
      return Self.result(stored, drift: drift)
    }
  }

  /// Puts a new object in the place of one whose type cannot be changed, and the old one back when that fails.
  private func replace(
    _ name: TargetKey, by object: YAMLNode, _ live: LiveTarget
  ) async throws(APIError) -> YAMLNode {
    let client = environment.client
    // Admission and validation come before the name is found taken.
    do throws(APIError) {
      try await client.send(
        .create(name.resource, namespace: name.key.namespace, object, dryRun: true))
    } catch {
      guard error.code == .alreadyExists else { throw error }
    }
    try await client.send(.delete(name.resource, name.key, uid: live.head.uid))
    do throws(APIError) {
      return try await client.send(.create(name.resource, namespace: name.key.namespace, object))
    } catch {
      await restore(name, live)
      throw error
    }
  }

  /// Puts back what was deleted; consumers must not be left without it because its successor was refused.
  private func restore(_ name: TargetKey, _ live: LiveTarget) async {
    // Even a shutdown waits for this, and a lease that is lost does not end it: a successor's object stays.
    let client = environment.client.unfenced
    await environment.time.shielded { [environment] in
      for attempt in 0..<5 {
        do throws(APIError) {
          try await client.send(
            .create(name.resource, namespace: name.key.namespace, live.restorable))
          return
        } catch {
          // Someone else made one: that counts.
          if error.code == .alreadyExists { return }
          environment.logger.error(
            "cannot restore a target", metadata: ["target": "\(name)", "error": "\(error)"])
          try? await environment.time.sleep(.milliseconds(200 << attempt))
        }
      }
    }
  }

  /// What a write left.
  private static func result(_ stored: YAMLNode, drift: TargetPlan.Drift?) -> Result {
    let head = ObjectHead(stored)
    return Result(
      resourceVersion: head?.resourceVersion ?? "", uid: head?.uid ?? "", isChanged: true,
      drift: drift,
      pendingRollout: head?.annotations[Annotations.pendingRollout])
  }

  /// Takes the mark of a roll-out off, once that is done for `tag`; gives the new resourceVersion.
  func finishRollout(
    _ name: TargetKey, tag: String
  ) async throws(APIError) -> String? {
    guard let live = try await read(name), live.head.annotations[Annotations.pendingRollout] == tag
    else { return nil }
    let patch = YAMLNode.object([
      "metadata": .object([
        "resourceVersion": .string(live.head.resourceVersion),
        "annotations": .object([:]).with(Annotations.pendingRollout, .null),
      ])
    ])
    let stored = try await environment.client.send(.merge(name.resource, name.key, patch))
    return ObjectHead(stored)?.resourceVersion
  }

  /// Deletes a target that is no longer wanted, or lets go of one that may stay; only if it still
  /// belongs to `resource`.
  func release(
    _ name: TargetKey, from resource: ObjectHead, keeps: Bool
  ) async throws(APIError) -> Bool {
    guard let live = try await read(name),
      live.head.owners.contains(where: { $0.uid == resource.uid })
    else { return false }
    if keeps || live.head.owners.count > 1 {
      let others = live.head.owners.filter { $0.uid != resource.uid }
      try await environment.client.send(
        .merge(
          name.resource, name.key,
          .object([
            "metadata": .object([
              "resourceVersion": .string(live.head.resourceVersion),
              "ownerReferences": .sequence(others.map(\.yaml)),
            ])
          ])))
      return false
    }
    try await environment.client.send(.delete(name.resource, name.key, uid: live.head.uid))
    return true
  }
}

extension YAMLNode {
  /// The mapping with one more entry.
  func with(_ key: String, _ value: YAMLNode) -> YAMLNode {
    var node = self
    node.set(key, value)
    return node
  }
}
