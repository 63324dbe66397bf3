import Diagnostics
import KubernetesModel
import TopologyModel

/// Base backups of every site: a passive site needs its own to be promotable and to seed others.
struct ScheduledBackupEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.plan.hasCluster else { return }
    let backup = context.site.postgres.backup
    let cluster = context.cluster(context.site)
    let object = ScheduledBackup(
      metadata: context.metadata("\(cluster)-base", .database), cluster: cluster,
      schedule: backup.schedule.map(\.description),
      isImmediate: isOrigin(context),
      isSuspended: Located(context.plan.suspendsDatabaseBackups, at: context.site.role.span),
      usesPlugin: backup.method.map { $0 == .plugin })
    manifests.add(object, to: .database, origin: backup.span ?? context.site.span)
  }

  /// Whether the data began here: copies can only be made of a site that has a base backup, so its
  /// first one waits for no schedule.
  private func isOrigin(_ context: SiteContext) -> Bool {
    let source = context.plan.state.bootstrap.source
    return source == nil || source == context.site.id.value
  }
}
