import Diagnostics
import InfisicalModel
import KubernetesModel
import TopologyModel

/// InfisicalConnections; without any in the topology, one at the address that users have.
struct ConnectionEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.plan.role != .fenced, let resources = blueprint.topology.infisicalResources
    else {
      return
    }
    for connection in resources.effectiveConnections {
      var spec = InfisicalConnectionSpec()
      spec.span = connection.span
      spec.address = (connection.address ?? blueprint.topology.siteURL).map(\.description)
      if let certificate = connection.caCertificate {
        spec.tls = ConnectionTLS()
        spec.tls?.caCertificate = blueprint.reference(certificate)
      }
      manifests.add(
        InfisicalObject(
          metadata: blueprint.metadata(connection.name.map(\.description), .platform), spec: spec),
        to: .resources, origin: connection.span ?? resources.span)
    }
  }
}

extension SiteBlueprint {
  /// One key of a Secret in the namespace of the topology.
  func reference(_ key: SecretKey) -> SecretReference {
    SecretReference(name: key.name.map(\.description), namespace: namespace, key: key.key)
  }

  /// An object in the namespace of the topology.
  func reference(_ name: Located<DNSLabel>) -> ObjectReference {
    ObjectReference(name: name.map(\.description), namespace: namespace)
  }
}
