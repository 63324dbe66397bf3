package import YAMLSyntax

/// monitoring.coreos.com/v1 ServiceMonitor of one named port.
package struct ServiceMonitor: KubernetesObject {
  package static let type = GroupVersionKind("monitoring.coreos.com", "v1", "ServiceMonitor")
  package var metadata: ObjectMeta
  package var selector: TextPairs
  package var port: String
  package var interval: Text
  /// HTTP path; the default of the operator when nil.
  package var path: String?
  /// `https` where the service speaks TLS.
  package var isSecured = false
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
        endpoint.set("path", path)
        if isSecured { endpoint.set("scheme", "https") }
        endpoint.set("interval", interval)
        endpoint.list("relabelings", targetLabels.map(Relabeling.replacing))
      }
      spec.list("endpoints", [endpoint])
    }
  }
}

/// Labels put on series.
enum Relabeling {
  /// Sets a label to a constant.
  static func replacing(_ pair: (String, Text)) -> YAMLNode {
    YAMLMapping.build {
      $0.set("targetLabel", pair.0)
      $0.set("replacement", pair.1)
    }
  }
}
