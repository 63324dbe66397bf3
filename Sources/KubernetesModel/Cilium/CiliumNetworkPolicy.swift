package import YAMLSyntax

/// cilium.io/v2 CiliumNetworkPolicy that opens a way out to the API server (Cilium 1.16, "Entities Based").
///
/// Beside Kubernetes' own policies it only adds: Cilium matches addresses of nodes and of the API server by
/// their identity and not by `ipBlock`.
package struct CiliumNetworkPolicy: KubernetesObject {
  package static let type = GroupVersionKind("cilium.io", "v2", "CiliumNetworkPolicy")
  package var metadata: ObjectMeta
  /// Pods that may go out.
  package var selector: TextPairs
  /// Entities of Cilium, such as `kube-apiserver`.
  package var entities: [String]

  package init(metadata: ObjectMeta, selector: TextPairs, entities: [String]) {
    self.metadata = metadata
    self.selector = selector
    self.entities = entities
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("endpointSelector", LabelSelector(selector))
      let rule = YAMLMapping.build { $0.list("toEntities", entities) }
      spec.list("egress", [rule])
    }
  }
}
