import Diagnostics
import KubernetesModel
import TopologyModel

/// Where the archive of `owner` lies, as this site sees it.
struct ArchiveLocation {
  let store: ObjectStore
  let bucket: Bucket
  private let blueprint: SiteBlueprint
  private let owner: Site

  /// Nil when the topology names no bucket, which a rule reports.
  init?(blueprint: SiteBlueprint, owner: Site) {
    guard let (store, bucket) = blueprint.topology.bucket(of: owner, .postgres) else { return nil }
    self.store = store
    self.bucket = bucket
    self.blueprint = blueprint
    self.owner = owner
  }

  var isOwn: Bool { owner.id == blueprint.site.id }

  /// The store in Barman's terms.
  ///
  /// How to write (compression, encryption) is stated for the own archive only: peers read.
  func barman() -> BarmanObjectStore {
    let backup = blueprint.site.postgres.backup
    var result = BarmanObjectStore(
      destinationPath: bucket.destinationPath, endpointURL: store.endpointURL.map(\.description),
      credentialsSecret: blueprint.names(of: owner).archiveLogin(in: blueprint.site),
      maxParallel: backup.maxParallel)
    result.endpointCASecret = store.caSecret?.map(\.description)
    result.hasRegion = store.region != nil
    if isOwn {
      result.walCompression = backup.walCompression.map(\.rawValue)
      result.dataCompression = backup.dataCompression.map(\.rawValue)
      if store.sse.value != .none { result.encryption = store.sse.map(\.rawValue) }
    }
    return result
  }

  /// The store for the in-tree method, which keeps the server name with the store.
  func inTree(_ serverName: Text? = nil) -> BarmanObjectStore {
    var store = barman()
    store.serverName = serverName ?? blueprint.names(of: owner).serverName
    return store
  }
}
