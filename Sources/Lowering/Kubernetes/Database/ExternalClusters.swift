import Diagnostics
import KubernetesModel
import TopologyModel

/// The list of all sites that every Cluster carries.
struct ExternalClusters {
  let blueprint: SiteBlueprint

  func list() -> [ExternalCluster] {
    let present = blueprint.topology.sitesByID.compactMap { owner -> ExternalCluster? in
      guard let archive = archive(of: owner, blueprint.names(of: owner).serverName) else {
        return nil
      }
      return ExternalCluster(
        name: blueprint.names(of: owner).cluster, archive: archive, streaming: streaming(to: owner))
    }
    return present + (past.map { [$0] } ?? [])
  }

  /// The generation that the site was recovered from, when it is not a present one.
  private var past: ExternalCluster? {
    let record = blueprint.plan.state.bootstrap
    guard let epoch = record.sourceEpoch,
      let owner = record.source.flatMap(blueprint.topology.site),
      let archive = archive(of: owner, blueprint.names(of: owner).serverName(epoch: epoch))
    else { return nil }
    return ExternalCluster(
      name: blueprint.names(of: owner).oldArchive(epoch: epoch), archive: archive, streaming: nil)
  }

  func archive(of owner: Site, _ serverName: Text) -> ExternalCluster.Archive? {
    switch blueprint.site.postgres.backup.method.value {
    case .plugin: .plugin(objectStore: blueprint.names(of: owner).archive, serverName: serverName)
    case .inTree:
      ArchiveLocation(blueprint: blueprint, owner: owner).map { .inTree($0.inTree(serverName)) }
    }
  }

  /// Streaming to a peer in hybrid mode; the archive stays as the fallback.
  private func streaming(to owner: Site) -> ExternalCluster.Streaming? {
    guard case .cloudNativePG(let database) = blueprint.database, database.streams,
      owner.id != blueprint.site.id,
      let endpoint = owner.postgres.streamingEndpoint
    else { return nil }
    return ExternalCluster.Streaming(
      host: endpoint.host.map(\.description), port: endpoint.port.map(\.description),
      clientSecret: endpoint.clientSecret?.map(\.description) ?? "\(owner.id)-replication",
      caSecret: endpoint.caSecret?.map(\.description) ?? "\(owner.id)-server-ca")
  }
}
