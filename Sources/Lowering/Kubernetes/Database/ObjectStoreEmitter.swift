import Diagnostics
import KubernetesModel
import TopologyModel

/// An ObjectStore for every site in every site: the own one to write, those of peers to read
/// (rules ARC-006 to ARC-009).
struct ObjectStoreEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.site.postgres.backup.method.value == .plugin else { return }
    for owner in blueprint.topology.sitesByID {
      guard let location = ArchiveLocation(blueprint: blueprint, owner: owner) else { continue }
      var object = BarmanCloudObjectStore(
        metadata: blueprint.metadata(blueprint.names(of: owner).archive, .database),
        configuration: location.barman())
      if location.isOwn {
        object.retentionPolicy = blueprint.site.postgres.backup.retention.map(\.description)
      }
      object.environment = S3Environment.checksums(location.store)
      manifests.add(object, to: .objectStorage, origin: location.bucket.span)
    }
  }
}
