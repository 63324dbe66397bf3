import Diagnostics
package import TopologyModel
import YAMLSyntax

/// Topology to values of the output: Kubernetes objects and proxy configurations, no text.
package enum TopologyLowering {
  /// A part of the tree that is lowered by itself, so that parts can be lowered side by side.
  package enum Part: Sendable {
    case site(Site)
    case balancers
    case stores
    case runbooks
  }

  /// The parts of a topology, in the order of the document.
  package static func parts(of topology: Topology) -> [Part] {
    topology.sites.map(Part.site) + [.balancers, .stores, .runbooks]
  }

  /// The files of one part.
  ///
  /// One active site is a precondition that rule TOPO-001 guarantees; without it nothing is
  /// emitted. `state` is what the commits so far, and this one, made of the deployment.
  package static func lower(
    _ part: Part, of topology: Topology, in state: DeploymentState
  ) -> [LoweredFile] {
    guard topology.activeSite != nil else { return [] }
    return switch part {
    case .site(let site):
      SiteContext(topology: topology, site: site, state: state).map(lower) ?? []
    case .balancers: balancers(topology, state)
    case .stores: StorePass.files(topology)
    case .runbooks: RunbookPass.files(topology, state)
    }
  }

  /// The files of one site.
  private static func lower(_ context: SiteContext) -> [LoweredFile] {
    var manifests = SiteManifests()
    for emitter in DefaultEmitters.all { emitter.emit(context, into: &manifests) }
    let id = context.site.id.value.description
    let folder = "sites/\(id)"
    let objects = manifests.manifests.map { manifest in
      LoweredFile(
        path: "\(folder)/\(manifest.layer.rawValue)/\(manifest.fileName)",
        content: .manifest(manifest.node), kind: manifest.kind, origin: manifest.node.span, site: id
      )
    }
    return objects + KustomizationPass.files(for: manifests.manifests, folder: folder, site: id)
      + SecretsPass.files(context) + GitOpsPass.files(for: manifests.manifests, context)
  }

  private static func balancers(
    _ topology: Topology, _ state: DeploymentState
  ) -> [LoweredFile] {
    let engine = topology.globalLB.engine.value
    guard engine != .external else { return [] }
    let haproxy = HAProxyEmitter(topology: topology, state: state)
    let nginx = NGINXEmitter(topology: topology, state: state)
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
