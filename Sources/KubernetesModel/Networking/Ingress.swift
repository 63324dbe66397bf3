package import YAMLSyntax

/// networking.k8s.io/v1 Ingress of one host that leads everything to one service.
package struct Ingress: KubernetesObject {
  package static let type = GroupVersionKind("networking.k8s.io", "v1", "Ingress")
  package var metadata: ObjectMeta
  package var className: Text?
  package var host: Text
  package var tlsSecret: Text
  package var service: Text
  package var servicePort: String

  package init(
    metadata: ObjectMeta, host: Text, tlsSecret: Text, service: Text, servicePort: String
  ) {
    self.metadata = metadata
    self.host = host
    self.tlsSecret = tlsSecret
    self.service = service
    self.servicePort = servicePort
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("ingressClassName", className)
      let tls = YAMLMapping.build {
        $0.list("hosts", [host])
        $0.set("secretName", tlsSecret)
      }
      spec.list("tls", [tls])
      let rule = YAMLMapping.build { rule in
        rule.set("host", host)
        rule.nested("http") { $0.list("paths", [path]) }
      }
      spec.list("rules", [rule])
    }
  }

  private var path: YAMLNode {
    YAMLMapping.build { path in
      path.set("path", "/")
      path.set("pathType", "Prefix")
      path.nested("backend") { backend in
        backend.nested("service") { inner in
          inner.set("name", service)
          inner.nested("port") { $0.set("name", servicePort) }
        }
      }
    }
  }
}
