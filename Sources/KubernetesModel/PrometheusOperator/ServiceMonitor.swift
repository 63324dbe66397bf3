package import YAMLSyntax

/// monitoring.coreos.com/v1 ServiceMonitor of one named port.
package struct ServiceMonitor: KubernetesObject {
  package static let type = GroupVersionKind("monitoring.coreos.com", "v1", "ServiceMonitor")
  package var metadata: ObjectMeta
  private let target: ScrapeTarget

  package init(metadata: ObjectMeta, _ target: ScrapeTarget) {
    self.metadata = metadata
    self.target = target
  }

  package func write(into object: inout YAMLMapping) {
    target.write(into: &object, endpoints: "endpoints")
  }
}
