import Diagnostics
import KubernetesModel
import TopologyModel

/// Argo CD objects of one site: a project, an Application for each layer, and one that holds these.
///
/// Every site's own Argo CD applies them to its own cluster: one that lived in the active site could
/// not touch the others once that is lost.
struct ArgoCDEmitter {
  private static let controlNamespace: Text = "argocd"
  let context: GitOpsContext

  /// Paths below the site's folder, with their objects.
  var objects: [(path: String, object: any KubernetesObject)] {
    [("project.yaml", project), ("root.yaml", root)]
      + (context.hasSecretsFolder ? [("applications/05-secrets.yaml", secrets)] : [])
      + context.layers.enumerated().map { position, layer in
        ("applications/\(layer.rawValue).yaml", application(layer, wave: position))
      }
  }

  private func metadata(_ name: Text) -> ObjectMeta {
    ObjectMeta(name: name, namespace: Self.controlNamespace)
  }

  private var namespace: Text { context.topology.namespace.map(\.description) }

  private var project: AppProject {
    AppProject(
      metadata: metadata(context.name), description: "Infisical, site \(context.site.id.value).",
      repository: context.repository,
      namespaces: context.namespaces + [Self.controlNamespace])
  }

  /// The one object that people apply, beside the project.
  private var root: Application {
    Application(
      metadata: metadata(context.name), project: context.name, repository: context.repository,
      revision: context.settings.branch,
      path: context.path("gitops/argocd/\(context.site.id.value)/applications"),
      namespace: Self.controlNamespace, prunes: false)
  }

  /// The folder that people put their sealed Secrets into.
  private var secrets: Application {
    Application(
      metadata: metadata("\(context.name)-own-secrets"), project: context.name,
      repository: context.repository, revision: context.settings.branch,
      path: context.secretsFolder, namespace: namespace, prunes: false)
  }

  private func application(_ layer: Layer, wave: Int) -> Application {
    var metadata = metadata(context.name(layer))
    metadata.annotations = [("argocd.argoproj.io/sync-wave", "\(wave)")]
    var application = Application(
      metadata: metadata, project: context.name, repository: context.repository,
      revision: context.settings.branch, path: context.path(layer), namespace: namespace,
      prunes: !layer.isStateful)
    // Only where something scales: a passive site's zero must stay visible (rule GIT-009), and that of a
    // site that starts must not be kept.
    if layer == .app, context.scalesApp {
      application.ignored = [
        IgnoredDifference(group: "apps", kind: "Deployment", pointers: ["/spec/replicas"])
      ]
    }
    return application
  }
}
