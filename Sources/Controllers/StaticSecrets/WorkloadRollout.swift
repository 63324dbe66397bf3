import KubernetesClient
import OperatorRuntime
import Seams
import YAMLSyntax

/// A workload that asks to be rolled out; nothing else of it is kept.
package struct WorkloadItem: Hashable, Sendable {
  let resource: APIResource
  let key: ObjectKey

  /// Nil for workloads that do not ask.
  init?(_ resource: APIResource, _ head: ObjectHead) {
    guard head.annotations[Annotations.autoReload] == "true" else { return nil }
    self.resource = resource
    key = head.key
  }
}

/// Restarts the pods of workloads that consume a target, by an annotation of their template.
struct WorkloadRollout: Sendable {
  let environment: RuntimeEnvironment
  let workloads: [WorkloadCache]

  /// Whether anything in a namespace asks to be rolled out.
  func isWanted(in namespace: String) -> Bool {
    workloads.contains { !$0.store.keys(under: namespace).isEmpty }
  }

  /// Rolls out what consumes `target` and was not for `tag`; gives how many workloads that were.
  ///
  /// One that fails does not hold up the others.
  func rollOut(_ target: TargetKey, tag: String) async throws(ResourceProblem) -> Int {
    let annotation = ContentTag.workloadAnnotation(target.key.name)
    var count = 0
    var problems: [String] = []
    for cache in workloads {
      for key in cache.store.keys(under: target.key.namespace) {
        guard let workload = cache.store[key] else { continue }
        do throws(APIError) {
          if try await restart(workload, target, annotation, tag) { count += 1 }
        } catch {
          problems.append("\(workload.resource.kind) \(key): \(error)")
        }
      }
    }
    if let first = problems.first {
      throw ResourceProblem(
        "\(problems.count) workload(s) could not be rolled out for \(target): \(first)",
        cure: .retry(atLeast: .zero))
    }
    return count
  }

  private func restart(
    _ workload: WorkloadItem, _ target: TargetKey, _ annotation: String, _ tag: String
  ) async throws(APIError) -> Bool {
    let object: YAMLNode
    do throws(APIError) {
      object = try await environment.client.send(.get(workload.resource, workload.key))
    } catch {
      if error.code == .notFound { return false }
      throw error
    }
    let template = object.at("spec", "template")
    guard let pod = template?["spec"], Consumption.consumes(pod, target) else { return false }
    let isCurrent =
      object.at("metadata", "annotations")?.text(annotation) == tag
      && template?.at("metadata", "annotations")?.text(annotation) == tag
    if isCurrent { return false }
    let mark = YAMLNode.object(["annotations": .object([:]).with(annotation, .string(tag))])
    try await environment.client.send(
      .merge(
        workload.resource, workload.key,
        .object([
          "metadata": mark, "spec": .object(["template": .object(["metadata": mark])]),
        ])))
    return true
  }
}

/// Whether pods of a template read a Secret or a ConfigMap.
enum Consumption {
  static func consumes(_ pod: YAMLNode, _ target: TargetKey) -> Bool {
    let isSecret = target.kind == .secret
    let name = target.key.name
    let containers = (pod["containers"]?.items ?? []) + (pod["initContainers"]?.items ?? [])
    for container in containers {
      for source in container["envFrom"]?.items ?? []
      where source.text(isSecret ? "secretRef" : "configMapRef", "name") == name {
        return true
      }
      for variable in container["env"]?.items ?? []
      where variable.text(
        "valueFrom", isSecret ? "secretKeyRef" : "configMapKeyRef", "name") == name
      {
        return true
      }
    }
    return (pod["volumes"]?.items ?? []).contains { volume in
      let direct =
        isSecret ? volume.text("secret", "secretName") : volume.text("configMap", "name")
      return direct == name
        || (volume.at("projected", "sources")?.items ?? []).contains {
          $0.text(isSecret ? "secret" : "configMap", "name") == name
        }
    }
  }
}
