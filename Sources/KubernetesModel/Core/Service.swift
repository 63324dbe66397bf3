package import YAMLSyntax

/// core/v1 Service.
package struct Service: KubernetesObject {
  package static let type = GroupVersionKind("", "v1", "Service")

  /// One port of a service.
  package struct Port: YAMLWritable, Sendable {
    let name: String
    let port: Number
    let targetPort: Text

    /// A TCP port that leads to the container port `targetPort` by name.
    package init(name: String, port: Number, targetPort: Text) {
      self.name = name
      self.port = port
      self.targetPort = targetPort
    }

    package var yaml: YAMLNode {
      YAMLMapping.build { yaml in
        yaml.set("name", name)
        yaml.set("port", port)
        yaml.set("targetPort", targetPort)
        yaml.set("protocol", "TCP")
      }
    }
  }

  package var metadata: ObjectMeta
  package var isHeadless = false
  /// Whether a load balancer of the platform leads to it.
  package var isExternal = false
  package var selector: TextPairs
  package var ports: [Port]

  package init(metadata: ObjectMeta, selector: TextPairs, ports: [Port]) {
    self.metadata = metadata
    self.selector = selector
    self.ports = ports
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("type", isExternal ? "LoadBalancer" : "ClusterIP")
      if isHeadless { spec.set("clusterIP", "None") }
      spec.strings("selector", selector)
      spec.list("ports", ports)
    }
  }
}
