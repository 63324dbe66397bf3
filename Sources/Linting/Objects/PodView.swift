import Diagnostics
package import YAMLSyntax

/// The pod that an object describes: its own, or that of its template.
package final class PodView: Sendable {
  package let spec: YAMLNode
  /// `metadata` of the pod.
  package let metadata: YAMLNode?
  /// Containers that run until the pod ends, sidecars among the init containers included.
  package let containers: [ContainerView]
  /// Containers that run before the others.
  package let initContainers: [ContainerView]
  package let security: SecurityView
  package let volumes: [YAMLNode]
  /// Kind of the object.
  package let kind: String

  /// Kinds with a pod template, and where it is.
  private static func template(_ object: LintObject) -> (spec: YAMLNode, metadata: YAMLNode?)? {
    guard let spec = object.spec else { return nil }
    switch object.identity.kind {
    case "Pod": return (spec, object.node["metadata"])
    case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job":
      return spec["template"].flatMap { template in
        template["spec"].map { ($0, template["metadata"]) }
      }
    case "CronJob":
      return spec["jobTemplate"]?["spec"]?["template"].flatMap { template in
        template["spec"].map { ($0, template["metadata"]) }
      }
    default: return nil
    }
  }

  package init?(_ object: LintObject) {
    guard ["", "apps", "batch"].contains(object.group), let (spec, metadata) = Self.template(object)
    else { return nil }
    self.spec = spec
    self.metadata = metadata
    kind = object.identity.kind
    let security = SecurityView(spec["securityContext"])
    self.security = security
    containers = (spec["containers"]?.items ?? []).map { ContainerView($0, pod: security) }
    initContainers = (spec["initContainers"]?.items ?? []).map { ContainerView($0, pod: security) }
    all = initContainers + containers
    volumes = spec["volumes"]?.items ?? []
  }

  /// All containers, in the order in which they start.
  package let all: [ContainerView]

  /// Whether the pod runs until it is told to end.
  package var isService: Bool { kind != "Job" && kind != "CronJob" && kind != "Pod" }

  /// Whether the pod says that it runs on Windows, where fields of Linux are refused.
  package var isWindows: Bool { spec["os"]?["name"]?.text == "windows" }

  /// Labels of the pod.
  package var labels: [(name: String, value: String)] {
    (metadata?["labels"]?.entries ?? []).compactMap { entry in
      guard let name = entry.key.scalar?.text, let value = entry.value.scalar?.text else {
        return nil
      }
      return (name, value)
    }
  }
}
