import KubernetesClient
import OperatorRuntime
import Seams
import YAMLSyntax

/// Writes statuses, by server-side apply, and only when they change.
struct StatusWriter: Sendable {
  let environment: RuntimeEnvironment

  /// Whether something was written; failures are the caller's to retry.
  @discardableResult
  func write<Spec>(
    _ resource: APIResource, _ item: ResourceItem<Spec>, _ conditions: [ConditionText],
    details: (sources: YAMLNode, targets: YAMLNode)? = nil
  ) async throws(APIError) -> Bool {
    let generation = item.head.generation
    guard item.status.isChanged(by: conditions, generation: generation, details: details) else {
      return false
    }
    var status = YAMLNode.object([
      "conditions": item.status.yaml(
        conditions, generation: generation, now: environment.time.now)
    ])
    if let details {
      status.set("sources", details.sources)
      status.set("targets", details.targets)
    }
    let object = YAMLNode.object([
      "apiVersion": .string(resource.apiVersion), "kind": .string(resource.kind),
      "metadata": .object([
        "name": .string(item.head.key.name), "namespace": .string(item.head.key.namespace),
      ]),
      "status": status,
    ])
    do throws(APIError) {
      try await environment.client.send(
        .apply(resource, item.head.key, subresource: "status", object))
    } catch {
      // Deleted meanwhile: there is nobody left to tell.
      if error.code == .notFound { return false }
      throw error
    }
    return true
  }
}
