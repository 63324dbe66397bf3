package import YAMLSyntax

/// monitoring.coreos.com/v1 PodMonitor of one named port.
package struct PodMonitor: KubernetesObject {
  package static let type = GroupVersionKind("monitoring.coreos.com", "v1", "PodMonitor")
  package var metadata: ObjectMeta
  private let target: ScrapeTarget

  package init(metadata: ObjectMeta, _ target: ScrapeTarget) {
    self.metadata = metadata
    self.target = target
  }

  package func write(into object: inout YAMLMapping) {
    target.write(into: &object, endpoints: "podMetricsEndpoints")
  }
}
