import Diagnostics
import KubernetesModel
import TopologyModel

/// The list of all sites that every Cluster carries (architecture section 2.4).
struct ExternalClusters {
  let context: SiteContext

  func list() -> [ExternalCluster] {
    context.topology.sites.compactMap { owner in
      guard let archive = archive(of: owner) else { return nil }
      return ExternalCluster(
        name: context.cluster(owner), archive: archive, streaming: streaming(to: owner))
    }
  }

  private func archive(of owner: Site) -> ExternalCluster.Archive? {
    switch context.site.postgres.backup.method.value {
    case .plugin:
      .plugin(objectStore: context.archive(owner), serverName: context.serverName(owner))
    case .inTree: ArchiveLocation(context: context, owner: owner).map { .inTree($0.inTree()) }
    }
  }

  /// Streaming to a peer in hybrid mode; the archive stays as the fallback.
  private func streaming(to owner: Site) -> ExternalCluster.Streaming? {
    guard context.streams(context.site), owner.id != context.site.id,
      let endpoint = owner.postgres.streamingEndpoint
    else { return nil }
    return ExternalCluster.Streaming(
      host: endpoint.host.map(\.description), port: endpoint.port.map(\.description),
      clientSecret: endpoint.clientSecret?.map(\.description) ?? "\(owner.id)-replication",
      caSecret: endpoint.caSecret?.map(\.description) ?? "\(owner.id)-server-ca")
  }
}
