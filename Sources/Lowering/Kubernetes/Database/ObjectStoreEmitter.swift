import Diagnostics
import KubernetesModel
import TopologyModel

/// An ObjectStore for every site in every site: the own one to write, those of peers to read
/// (rules ARC-006 to ARC-009).
struct ObjectStoreEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.site.postgres.backup.method.value == .plugin else { return }
    for owner in context.topology.sites {
      guard let location = ArchiveLocation(context: context, owner: owner) else { continue }
      var object = BarmanCloudObjectStore(
        metadata: context.metadata(context.archive(owner), .database),
        configuration: location.barman())
      if location.isOwn {
        object.retentionPolicy = context.site.postgres.backup.retention.map(\.description)
      }
      object.environment = S3Environment.checksums(location.store)
      manifests.add(object, to: .objectStorage, origin: location.bucket.span)
    }
  }
}
