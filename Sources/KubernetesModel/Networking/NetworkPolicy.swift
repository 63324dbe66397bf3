package import YAMLSyntax

/// networking.k8s.io/v1 NetworkPolicy.
package struct NetworkPolicy: KubernetesObject {
  package static let type = GroupVersionKind("networking.k8s.io", "v1", "NetworkPolicy")

  /// The other end of a flow.
  package enum Peer: YAMLWritable, Sendable {
    /// Pods with these labels in the policy's own namespace.
    case pods(TextPairs)
    /// Pods with these labels in another namespace; all of its pods when empty.
    case namespace(Text, pods: TextPairs)
    case network(Text)

    package var yaml: YAMLNode {
      YAMLMapping.build { yaml in
        switch self {
        case .pods(let labels): yaml.set("podSelector", LabelSelector(labels))
        case .namespace(let name, let labels):
          yaml.set("namespaceSelector", LabelSelector([("kubernetes.io/metadata.name", name)]))
          if !labels.isEmpty { yaml.set("podSelector", LabelSelector(labels)) }
        case .network(let cidr): yaml.nested("ipBlock") { $0.set("cidr", cidr) }
        }
      }
    }
  }

  /// A port of a flow.
  package struct Port: YAMLWritable, Sendable {
    let port: Number
    let transport: String

    package static func tcp(_ port: Number) -> Port { Port(port: port, transport: "TCP") }
    package static func udp(_ port: Number) -> Port { Port(port: port, transport: "UDP") }

    package var yaml: YAMLNode {
      YAMLMapping.build {
        $0.set("port", port)
        $0.set("protocol", transport)
      }
    }
  }

  /// Traffic with any of `peers` on any of `ports`.
  package struct Flow: Sendable {
    package let peers: [Peer]
    package let ports: [Port]

    package init(_ peers: [Peer], _ ports: [Port]) {
      self.peers = peers
      self.ports = ports
    }

    func yaml(_ side: String) -> YAMLNode {
      YAMLMapping.build {
        $0.list(side, peers)
        $0.list("ports", ports)
      }
    }
  }

  package var metadata: ObjectMeta
  /// Pods the policy is for; all pods of the namespace when empty.
  package var podSelector: TextPairs
  package var ingress: [Flow] = []
  package var egress: [Flow] = []

  package init(metadata: ObjectMeta, podSelector: TextPairs) {
    self.metadata = metadata
    self.podSelector = podSelector
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("podSelector", LabelSelector(podSelector))
      spec.list("policyTypes", ["Ingress", "Egress"])
      // A flow without peers would mean everybody.
      spec.list("ingress", ingress.filter { !$0.peers.isEmpty }.map { $0.yaml("from") })
      spec.list("egress", egress.filter { !$0.peers.isEmpty }.map { $0.yaml("to") })
    }
  }
}
