import KubernetesClient
import OperatorRuntime
import YAMLSyntax

/// Brings one target in line.
struct TargetWriter: Sendable {
  /// What became of a target.
  struct Result: Sendable {
    var resourceVersion: String
    var isChanged = false
    var drift: TargetPlan.Drift?
    /// Workloads that have to be rolled out, by the etag that they must have.
    var pendingRollout: String?
  }

  let environment: RuntimeEnvironment

  /// Reads, compares and writes; somebody else's write in between starts it anew.
  func write(
    _ target: TargetWish, resource: ObjectHead, policy: ReferencePolicy, mayRollOut: Bool,
    content: (LiveTarget?) throws(ResourceProblem) -> TargetContent
  ) async throws(ResourceProblem) -> Result {
    for _ in 0..<5 {
      let live: LiveTarget?
      do throws(APIError) {
        live = try await read(target.target)
      } catch {
        throw Self.problem(error, target.target)
      }
      // Writing to another namespace is a reference to it.
      if let refusal = policy.refusal(
        of: "\(target.target)", in: target.target.key.namespace,
        annotations: live?.head.annotations ?? [:], from: resource.key.namespace)
      {
        throw ResourceProblem(refusal)
      }
      let plan = TargetPlan.make(
        .init(
          target: target, content: try content(live), resource: resource, live: live,
          mayRollOut: mayRollOut))
      if case .refuse(let reason) = plan { throw ResourceProblem(reason) }
      do throws(APIError) {
        return try await carryOut(plan, target, live)
      } catch {
        switch error.code {
        case .notFound:
          // A new object has nothing to be missing but its namespace.
          guard case .create = plan else { continue }
          throw ResourceProblem(
            "\(target.target) cannot be created: \(error)", isTransient: true)
        case .conflict, .alreadyExists: continue
        default: throw Self.problem(error, target.target)
        }
      }
    }
    throw ResourceProblem("\(target.target) is being changed by somebody else", isTransient: true)
  }

  private static func problem(_ error: APIError, _ name: TargetKey) -> ResourceProblem {
    ResourceProblem("\(name) cannot be written: \(error)", isTransient: true)
  }

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
        resourceVersion: live?.head.resourceVersion ?? "",
        pendingRollout: live?.head.annotations[Annotations.pendingRollout])
    case .create(let object):
      let stored = try await client.send(
        .create(name.resource, namespace: name.key.namespace, object))
      return Self.result(stored, drift: nil)
    case .replace(let object, let uid):
      try await client.send(.delete(name.resource, name.key, uid: uid))
      let stored = try await client.send(
        .create(name.resource, namespace: name.key.namespace, object))
      return Self.result(stored, drift: .source)
    case .patch(let patch, let drift):
      let stored = try await client.send(.merge(name.resource, name.key, patch))
      return Self.result(stored, drift: drift)
    }
  }

  /// What a write left.
  private static func result(_ stored: YAMLNode, drift: TargetPlan.Drift?) -> Result {
    let head = ObjectHead(stored)
    return Result(
      resourceVersion: head?.resourceVersion ?? "", isChanged: true, drift: drift,
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
