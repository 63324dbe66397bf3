import KubernetesClient
import OperatorRuntime
import Seams
import Synchronization
import YAMLSyntax

/// Writes statuses, by server-side apply, and only when they change.
///
/// What was written last is remembered until the store has it: a turn that follows at once must not take
/// the status before for the present one.
final class StatusWriter: Sendable {
  private struct Name: Hashable {
    let resource: APIResource
    let key: ObjectKey
  }

  private struct Written {
    let version: String
    let uid: String
    let status: StatusMemory
  }

  private let environment: RuntimeEnvironment
  private let written = Mutex<[Name: Written]>([:])
  /// Whether the definitions in the cluster are those of the official operator, without details.
  private let hasNoDetails = Mutex(false)

  init(environment: RuntimeEnvironment) { self.environment = environment }

  /// The status as it is: that of the item, or the one that was written since.
  func current<Spec>(_ resource: APIResource, _ item: ResourceItem<Spec>) -> StatusMemory {
    let name = Name(resource: resource, key: item.head.key)
    return written.withLock { written in
      guard let last = written[name] else { return item.status }
      if last.uid == item.head.uid, Self.isOlder(item.head.resourceVersion, last.version) {
        return last.status
      }
      written[name] = nil
      return item.status
    }
  }

  /// Versions of one resource can be compared as numbers (Kubernetes 1.35, KEP-5504); those that are not
  /// numbers are taken for new.
  private static func isOlder(_ left: String, _ right: String) -> Bool {
    guard let left = Int(left), let right = Int(right) else { return false }
    return left < right
  }

  func forget(_ resource: APIResource, _ key: ObjectKey) {
    written.withLock { $0[Name(resource: resource, key: key)] = nil }
  }

  /// Whether the condition `type` turned, or is new, by what was written; failures are the caller's to
  /// retry.
  func write<Spec>(
    _ resource: APIResource, _ item: ResourceItem<Spec>, _ conditions: [ConditionText],
    turning type: String, details: (sources: YAMLNode, targets: YAMLNode)? = nil
  ) async throws(APIError) -> Bool {
    let generation = item.head.generation
    let current = current(resource, item)
    let isTurn = conditions.contains { condition in
      condition.type == type
        && (!current.has(type) || current.isTrue(type) != condition.isTrue)
    }
    // With definitions of the official operator there are no details to compare.
    let shown = hasNoDetails.withLock { $0 } ? nil : details
    guard current.isChanged(by: conditions, generation: generation, details: shown) else {
      return false
    }
    let conditions = current.yaml(
      conditions, generation: generation, now: environment.time.wall)
    var status = YAMLNode.object(["conditions": conditions])
    guard let details = shown else {
      return try await send(resource, item.head.key, status) && isTurn
    }
    let plain = status
    status.set("sources", details.sources)
    status.set("targets", details.targets)
    do throws(APIError) {
      return try await send(resource, item.head.key, status) && isTurn
    } catch {
      // Server-side apply refuses fields that the definition does not have, with a status of 500 (seen with 1.36.2).
      // Any other failure says nothing about definitions.
      guard error.message.contains("not declared in schema") else { throw error }
      let isWritten = try await send(resource, item.head.key, plain)
      hasNoDetails.withLock { $0 = true }
      return isWritten && isTurn
    }
  }

  private func send(
    _ resource: APIResource, _ key: ObjectKey, _ status: YAMLNode
  ) async throws(APIError) -> Bool {
    let object = YAMLNode.object([
      "apiVersion": .string(resource.apiVersion), "kind": .string(resource.kind),
      "metadata": .object(["name": .string(key.name), "namespace": .string(key.namespace)]),
      "status": status,
    ])
    do throws(APIError) {
      let stored = try await environment.client.send(
        .apply(resource, key, subresource: "status", object))
      if let head = ObjectHead(stored) {
        written.withLock {
          $0[Name(resource: resource, key: head.key)] = Written(
            version: head.resourceVersion, uid: head.uid, status: StatusMemory(stored))
        }
      }
    } catch {
      // Deleted meanwhile: there is nobody left to tell.
      if error.code == .notFound { return false }
      throw error
    }
    return true
  }
}
