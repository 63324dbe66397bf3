import Diagnostics
import KubernetesModel
import TopologyModel

/// An ObjectStore for every site in every site: the own one to write, those of peers to read
/// (rules ARC-006 to ARC-009).
struct ObjectStoreEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.site.postgres.backup.method.value == .plugin else { return }
    for owner in context.topology.sites {
      guard let configuration = ArchiveLocation(context: context, owner: owner).barman(),
        let (store, bucket) = context.topology.bucket(of: owner, .postgres)
      else { continue }
      var object = BarmanCloudObjectStore(
        metadata: context.metadata(context.archive(owner), .database), configuration: configuration)
      if owner.id == context.site.id {
        object.retentionPolicy = context.site.postgres.backup.retention.map(\.description)
      }
      object.environment = S3Environment.checksums(store)
      manifests.add(object, to: .objectStorage, origin: bucket.span)
    }
  }
}
