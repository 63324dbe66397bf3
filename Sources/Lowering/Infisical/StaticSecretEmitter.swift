import Diagnostics
import InfisicalModel
import KubernetesModel
import TopologyModel

/// InfisicalStaticSecrets of the sites that want them.
struct StaticSecretEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.plan.role != .fenced, let resources = blueprint.topology.infisicalResources
    else {
      return
    }
    for secret in resources.staticSecrets where secret.isWanted(at: blueprint.site) {
      let namespace = secret.namespace.map { $0.map(\.description) } ?? blueprint.namespace
      var metadata = blueprint.metadata(secret.name.map(\.description), .platform)
      metadata.namespace = namespace
      var spec = InfisicalStaticSecretSpec()
      spec.span = secret.span
      spec.infisicalAuthRef =
        resources.identity(of: secret).map(blueprint.reference) ?? ObjectReference()
      spec.syncOptions.refreshInterval = secret.refreshInterval.map {
        (try? RefreshInterval(parsing: $0.description)) ?? .standard
      }
      spec.syncOptions.instantUpdates =
        secret.instantUpdates.value ? secret.instantUpdates : nil
      spec.sources = secret.sources.map(source)
      spec.targets = secret.targets.map { target($0, namespace) }
      manifests.add(
        InfisicalObject(metadata: metadata, spec: spec), to: .resources, origin: secret.span)
    }
  }

  private func source(_ source: SecretSource) -> StaticSecretSource {
    var result = StaticSecretSource()
    result.span = source.span
    result.projectId = source.projectId
    result.projectSlug = source.projectSlug
    result.environmentSlug = source.environmentSlug.map(FilledText.init)
    result.secretPath = source.secretPath.map(FilledText.init)
    result.tagSlugs = source.tagSlugs
    result.recursive = source.recursive.value ? source.recursive : nil
    return result
  }

  private func target(_ target: SecretTarget, _ namespace: Text) -> StaticSecretTarget {
    var result = StaticSecretTarget()
    result.span = target.span
    result.name = target.name.map { ObjectName($0.description) }
    result.namespace = (target.namespace.map { $0.map(\.description) } ?? namespace)
      .map(NamespaceName.init)
    result.kind = target.kind.map { $0 == .secret ? .secret : .configMap }
    result.creationPolicy = target.creationPolicy.map { $0 == .owner ? .owner : .orphan }
    result.secretType = target.secretType
    if !target.template.isEmpty {
      result.template = SecretTemplate()
      result.template?.data = .perKey(target.template, at: nil)
    }
    if !target.labels.isEmpty || !target.annotations.isEmpty {
      result.metadata = TargetMetadata()
      result.metadata?.labels = target.labels
      result.metadata?.annotations = target.annotations
    }
    return result
  }
}
