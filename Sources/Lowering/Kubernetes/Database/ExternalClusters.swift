import Diagnostics
import KubernetesModel
import TopologyModel

/// The list of all sites that every Cluster carries (architecture section 2.4).
struct ExternalClusters {
  let context: SiteContext

  func list() -> [ExternalCluster] {
    let present = context.topology.sites.compactMap { owner -> ExternalCluster? in
      guard let archive = archive(of: owner, context.serverName(owner)) else { return nil }
      return ExternalCluster(
        name: context.cluster(owner), archive: archive, streaming: streaming(to: owner))
    }
    return present + (past.map { [$0] } ?? [])
  }

  /// The generation that the site was recovered from, when it is not a present one.
  private var past: ExternalCluster? {
    let record = context.plan.state.bootstrap
    guard let epoch = record.sourceEpoch, let owner = record.source.flatMap(context.topology.site),
      let archive = archive(of: owner, context.serverName(owner, epoch: epoch))
    else { return nil }
    return ExternalCluster(
      name: context.oldArchive(owner, epoch: epoch), archive: archive, streaming: nil)
  }

  func archive(of owner: Site, _ serverName: Text) -> ExternalCluster.Archive? {
    switch context.site.postgres.backup.method.value {
    case .plugin: .plugin(objectStore: context.archive(owner), serverName: serverName)
    case .inTree:
      ArchiveLocation(context: context, owner: owner).map { .inTree($0.inTree(serverName)) }
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
