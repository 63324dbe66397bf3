import Diagnostics
package import TopologyModel
import YAMLSyntax

/// Topology to values of the output: Kubernetes objects and proxy configurations, no text.
package enum TopologyLowering {
  /// A part of the tree that is lowered by itself, so that parts can be lowered side by side.
  package enum Part: Sendable {
    case site(SiteBlueprint)
    case balancers
    case stores
  }

  /// The parts of a topology, in the order of the document.
  package static func parts(of blueprint: Blueprint) -> [Part] {
    blueprint.sites.map(Part.site) + [.balancers, .stores]
  }

  /// The files of one part.
  package static func lower(_ part: Part, of blueprint: Blueprint) -> [LoweredFile] {
    switch part {
    case .site(let site): lower(site)
    case .balancers: balancers(blueprint)
    case .stores: StorePass.files(blueprint.topology)
    }
  }

  /// The files of one site.
  private static func lower(_ blueprint: SiteBlueprint) -> [LoweredFile] {
    var manifests = SiteManifests()
    for emitter in DefaultEmitters.all { emitter.emit(blueprint, into: &manifests) }
    let id = blueprint.site.id.value.description
    let folder = "sites/\(id)"
    let objects = manifests.manifests.map { manifest in
      LoweredFile(
        path: "\(folder)/\(manifest.layer.rawValue)/\(manifest.fileName)",
        content: .manifest(manifest.node), kind: manifest.kind, origin: manifest.node.span, site: id
      )
    }
    return objects + KustomizationPass.files(for: manifests.manifests, folder: folder, site: id)
      + SecretsPass.files(blueprint) + GitOpsPass.files(for: manifests.manifests, blueprint)
  }

  private static func balancers(_ blueprint: Blueprint) -> [LoweredFile] {
    let topology = blueprint.topology
    let engine = topology.globalLB.engine.value
    guard engine != .external else { return [] }
    let haproxy = HAProxyEmitter(blueprint: blueprint)
    let nginx = NGINXEmitter(blueprint: blueprint)
    let keepalived = KeepalivedEmitter(balancer: topology.globalLB)
    let zone = ZoneFile(topology: topology).bytes.map { bytes in
      LoweredFile(
        path: "lb/dns.zone", content: .plain(bytes), kind: nil, origin: topology.globalLB.span,
        site: nil)
    }
    return (zone.map { [$0] } ?? [])
      + topology.globalLB.nodes.flatMap { node -> [LoweredFile] in
        var files: [LoweredFile] = []
        func add(_ name: String, _ content: LoweredFile.Content) {
          files.append(
            LoweredFile(
              path: "lb/\(node.name.value)/\(name)", content: content, kind: nil, origin: node.span,
              site: nil))
        }
        switch engine {
        case .haproxy: add("haproxy.cfg", .haproxy(haproxy.configuration(for: node)))
        case .nginx: add("nginx.conf", .nginx(nginx.configuration(for: node)))
        case .external: break
        }
        if let shared = keepalived.configuration(for: node) {
          add("keepalived.conf", .keepalived(shared))
        }
        return files
      }
  }
}
