import Diagnostics
import KubernetesModel
import TopologyModel

/// Flux objects of one site: the repository, and a Kustomization for each layer.
struct FluxEmitter {
  private static let controlNamespace: Text = "flux-system"
  let context: GitOpsContext

  /// Paths below the site's folder, with their objects.
  var objects: [(path: String, object: any KubernetesObject)] {
    let repository = GitRepository(
      metadata: metadata(context.name), url: context.repository,
      branch: context.settings.branch)
    let secrets = context.hasSecretsFolder ? [("05-secrets.yaml", self.secrets)] : []
    return [("gitrepository.yaml", repository)] + secrets
      + context.layers.indices.map { position in
        ("\(context.layers[position].rawValue).yaml", kustomization(position))
      }
  }

  private func metadata(_ name: Text) -> ObjectMeta {
    ObjectMeta(name: name, namespace: Self.controlNamespace)
  }

  /// The folder that people put their encrypted Secrets into.
  private var secrets: FluxKustomization {
    var kustomization = FluxKustomization(
      metadata: metadata("\(context.name)-own-secrets"), source: context.name,
      path: "./\(context.secretsFolder)", prunes: false)
    kustomization.dependsOn = [context.name(.namespaces)]
    if context.site.secrets.provider.value == .sops { kustomization.decryptionSecret = "sops-keys" }
    return kustomization
  }

  private func kustomization(_ position: Int) -> FluxKustomization {
    let layer = context.layers[position]
    var kustomization = FluxKustomization(
      metadata: metadata(context.name(layer)), source: context.name,
      path: "./\(context.path(layer))", prunes: !layer.isStateful)
    kustomization.dependsOn = layer.prerequisites.filter(context.layers.contains)
      .map { context.name($0) }
    if layer == .database { kustomization.healthExpressions = [Self.clusterHealth] }
    return kustomization
  }

  /// CloudNativePG says so itself; a Cluster that is hibernated on purpose is as it should be.
  private static let clusterHealth = HealthExpression(
    Cluster.type,
    current: """
      has(status.conditions) && status.conditions.exists(c, \
      c.type in ['Ready', 'cnpg.io/hibernation'] && c.status == 'True')
      """)
}
