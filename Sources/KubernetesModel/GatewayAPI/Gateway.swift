import Diagnostics
package import YAMLSyntax

/// gateway.networking.k8s.io/v1 Gateway with one HTTPS listener (Gateway API 1.3).
package struct Gateway: KubernetesObject {
  package static let type = GroupVersionKind("gateway.networking.k8s.io", "v1", "Gateway")
  package var metadata: ObjectMeta
  package var className: Text
  package var host: Text
  package var port: Number
  package var tlsSecret: Text
  /// Annotations of what the controller makes for the Gateway.
  package var infrastructure: TextPairs = []

  package init(
    metadata: ObjectMeta, className: Text, host: Text, port: Number, tlsSecret: Text
  ) {
    self.metadata = metadata
    self.className = className
    self.host = host
    self.port = port
    self.tlsSecret = tlsSecret
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("gatewayClassName", className)
      if !infrastructure.isEmpty {
        spec.nested("infrastructure") { $0.strings("annotations", infrastructure) }
      }
      let listener = YAMLMapping.build { listener in
        listener.set("name", "https")
        listener.set("hostname", host)
        listener.set("port", port)
        listener.set("protocol", "HTTPS")
        listener.nested("tls") { tls in
          tls.set("mode", "Terminate")
          let reference = YAMLMapping.build {
            $0.set("kind", "Secret")
            $0.set("name", tlsSecret)
          }
          tls.list("certificateRefs", [reference])
        }
        listener.nested("allowedRoutes") { $0.nested("namespaces") { $0.set("from", "Same") } }
      }
      spec.list("listeners", [listener])
    }
  }
}

/// gateway.networking.k8s.io/v1 HTTPRoute of one host that leads everything to one service.
package struct HTTPRoute: KubernetesObject {
  package static let type = GroupVersionKind("gateway.networking.k8s.io", "v1", "HTTPRoute")
  package var metadata: ObjectMeta
  package var gateway: Text
  package var host: Text
  package var service: Text
  package var port: Number
  /// Paths whose answers go on for as long as the client listens.
  package var streamingPaths: [String]

  package init(
    metadata: ObjectMeta, gateway: Text, host: Text, service: Text, port: Number,
    streamingPaths: [String]
  ) {
    self.metadata = metadata
    self.gateway = gateway
    self.host = host
    self.service = service
    self.port = port
    self.streamingPaths = streamingPaths
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.list("parentRefs", [YAMLMapping.build { $0.set("name", gateway) }])
      spec.list("hostnames", [host])
      spec.list(
        "rules",
        streamingPaths.map { rule($0, isStreaming: true) } + [rule("/", isStreaming: false)])
    }
  }

  private func rule(_ path: String, isStreaming: Bool) -> YAMLNode {
    YAMLMapping.build { rule in
      let match = YAMLMapping.build { match in
        match.nested("path") {
          $0.set("type", "PathPrefix")
          $0.set("value", path)
        }
      }
      rule.list("matches", [match])
      let backend = YAMLMapping.build {
        $0.set("name", service)
        $0.set("port", port)
      }
      rule.list("backendRefs", [backend])
      // 0s: no limit (Gateway API, HTTPRouteTimeouts).
      rule.nested("timeouts") { $0.set("request", isStreaming ? "0s" : "60s") }
    }
  }
}
