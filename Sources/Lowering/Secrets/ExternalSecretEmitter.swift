import Diagnostics
import KubernetesModel
import TopologyModel

/// ExternalSecrets for everything that a site needs, where External Secrets provides it.
struct ExternalSecretEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let settings = blueprint.site.secrets
    guard settings.provider.value == .externalSecret, let store = settings.store else { return }
    for secret in blueprint.secrets {
      let path = store.path.map { path in
        path.split(separator: "/").map { $0 == "SECRET" ? secret.name.value : String($0) }
          .joined(separator: "/")
      }
      var metadata = blueprint.metadata(secret.name, .platform)
      if let namespace = secret.namespace { metadata.namespace = namespace }
      let object = ExternalSecret(
        metadata: metadata, store: store.name,
        storeKind: store.kind.map(\.rawValue), secretType: secret.type,
        labels: secret.isReloaded ? [("cnpg.io/reload", "")] : [], remoteKey: path,
        keys: secret.keys)
      // In the layer that makes its namespace.
      manifests.add(
        object, to: secret.namespace == nil ? .secrets : .minio,
        origin: store.span ?? settings.span,
        file: secret.namespace.map { "\($0.value).\(secret.name.value)" })
    }
  }
}
