import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// The objects that bring a site's tree into its cluster.
enum GitOpsPass {
  static func files(
    for manifests: [Manifest], _ blueprint: SiteBlueprint
  ) -> [LoweredFile] {
    let (topology, site) = (blueprint.topology, blueprint.site)
    guard let repository = topology.gitops.repoURL else { return [] }
    let layers = Layer.allCases.filter { layer in manifests.contains { $0.layer == layer } }
    let context = GitOpsContext(
      topology: topology, site: site,
      scalesApp: blueprint.plan.runsApp && !blueprint.plan.isStarting, layers: layers,
      repository: repository,
      namespaces: namespaces(manifests))
    let engine = topology.gitops.engine.value
    let objects: [(path: String, object: any KubernetesObject)] =
      switch engine {
      case .kustomize: []
      case .argocd: ArgoCDEmitter(context: context).objects
      case .flux: FluxEmitter(context: context).objects
      }
    let origin = topology.gitops.span
    return objects.map { path, object in
      LoweredFile(
        path: "gitops/\(engine.rawValue)/\(site.id.value)/\(path)",
        content: .manifest(object.yaml(origin: origin)), kind: Swift.type(of: object).type.kind,
        origin: origin, site: site.id.value.description)
    }
  }

  private static func namespaces(_ manifests: [Manifest]) -> [Text] {
    var names: [Text] = []
    for manifest in manifests {
      let node = manifest.node["metadata"]?["namespace"]
      guard let name = node?.scalar?.text, !names.contains(where: { $0.value == name }) else {
        continue
      }
      names.append(Text(name, at: node?.span))
    }
    return names
  }
}
