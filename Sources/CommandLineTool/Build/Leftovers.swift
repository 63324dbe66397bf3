import Diagnostics
import Pipeline
import TopologyModel
import Workspace

/// What a build took out of the tree and nothing takes out of the clusters.
///
/// Flux prunes what its Kustomization of the layer applied. The Application that holds an Argo CD layer is
/// not pruned, lest a slip deletes a database, and `kubectl apply` never deletes.
enum Leftovers {
  /// A line for each layer that left the tree, with the command that removes its objects.
  static func notes(_ changes: ChangeSet, _ plan: FilePlan, _ topology: Topology) -> [String] {
    guard topology.gitops.engine.value != .flux else { return [] }
    var seen: Set<String> = []
    return changes.changes.compactMap { change -> String? in
      guard case .delete(let path, _) = change, let (site, folder) = layer(path),
        seen.insert(folder).inserted,
        !plan.files.contains(where: { $0.path.hasPrefix("\(folder)/") })
      else { return nil }
      let context = topology.sites.first { $0.id.value.description == site }?.kubernetes.context
      return
        "note: \(folder) left the tree, and its objects stay in the cluster of \(site): `git archive HEAD \(folder) | tar -xO --wildcards '*.yaml' | kubectl --context \(context?.value ?? site) delete -f -`"
    }
  }

  /// `sites/dc1/90-policies` of a file in it, with its site.
  private static func layer(_ path: String) -> (site: String, folder: String)? {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count == 4, parts[0] == "sites" else { return nil }
    return (parts[1], parts[0...2].joined(separator: "/"))
  }
}
