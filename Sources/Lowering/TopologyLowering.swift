import YAMLSyntax
import Diagnostics
package import TopologyModel

/// Topology to values of the output: Kubernetes objects and proxy configurations, no text.
package enum TopologyLowering {
  /// Every file of the tree, sorted by nothing yet; one active site is a precondition that rule
  /// TOPO-001 guarantees, without it nothing is emitted.
  package static func lower(_ topology: Topology) -> [LoweredFile] {
    guard let active = topology.activeSite else { return [] }
    return topology.sites.flatMap { lower($0, of: topology, active: active) }
      + balancers(topology, active)
  }

  /// The files of one site.
  private static func lower(
    _ site: Site, of topology: Topology, active: Site
  ) -> [LoweredFile] {
    let context = SiteContext(topology: topology, site: site, active: active)
    var manifests = SiteManifests()
    for emitter in DefaultEmitters.all { emitter.emit(context, into: &manifests) }
    let id = site.id.value.description
    let folder = "sites/\(id)"
    let objects = manifests.manifests.map { manifest in
      LoweredFile(
        path: "\(folder)/\(manifest.layer.rawValue)/\(manifest.fileName)",
        content: .manifest(manifest.node), origin: manifest.node.span, site: id)
    }
    return objects + KustomizationPass.files(for: manifests.manifests, folder: folder, site: id)
  }

  private static func balancers(_ topology: Topology, _ active: Site) -> [LoweredFile] {
    guard topology.globalLB.engine.value == .haproxy else { return [] }
    let emitter = HAProxyEmitter(topology: topology, active: active)
    return topology.globalLB.nodes.map { node in
      LoweredFile(
        path: "lb/\(node.name.value)/haproxy.cfg",
        content: .haproxy(emitter.configuration(for: node)), origin: node.span, site: nil)
    }
  }
}
