import Diagnostics
import InfisicalModel
import KubernetesModel
import TopologyModel

/// InfisicalConnections; without any in the topology, one at the address that users have.
struct ConnectionEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.plan.role != .fenced, let resources = context.topology.infisicalResources else {
      return
    }
    for connection in resources.effectiveConnections {
      var spec = InfisicalConnectionSpec()
      spec.span = connection.span
      spec.address = (connection.address ?? context.topology.siteURL).map(\.description)
      if let certificate = connection.caCertificate {
        spec.tls = ConnectionTLS()
        spec.tls?.caCertificate = context.reference(certificate)
      }
      manifests.add(
        InfisicalObject(
          metadata: context.metadata(connection.name.map(\.description), .platform), spec: spec),
        to: .resources, origin: connection.span ?? resources.span)
    }
  }
}

extension SiteContext {
  /// One key of a Secret in the namespace of the topology.
  func reference(_ key: SecretKey) -> SecretReference {
    SecretReference(name: key.name.map(\.description), namespace: namespace, key: key.key)
  }

  /// An object in the namespace of the topology.
  func reference(_ name: Located<DNSLabel>) -> ObjectReference {
    ObjectReference(name: name.map(\.description), namespace: namespace)
  }
}
