package import YAMLSyntax

/// monitoring.coreos.com/v1 PodMonitor of one named port.
package struct PodMonitor: KubernetesObject {
  package static let type = GroupVersionKind("monitoring.coreos.com", "v1", "PodMonitor")
  package var metadata: ObjectMeta
  package var selector: TextPairs
  package var port: String
  package var interval: Text
  /// Labels put on every series, such as the site.
  package var targetLabels: TextPairs = []

  package init(metadata: ObjectMeta, selector: TextPairs, port: String, interval: Text) {
    self.metadata = metadata
    self.selector = selector
    self.port = port
    self.interval = interval
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("selector", LabelSelector(selector))
      let endpoint = YAMLMapping.build { endpoint in
        endpoint.set("port", port)
        endpoint.set("interval", interval)
        endpoint.list("relabelings", targetLabels.map(Relabeling.replacing))
      }
      spec.list("podMetricsEndpoints", [endpoint])
    }
  }
}
