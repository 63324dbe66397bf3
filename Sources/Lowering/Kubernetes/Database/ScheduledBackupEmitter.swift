import Diagnostics
import KubernetesModel
import TopologyModel

/// Base backups of every site: a passive site needs its own to be promotable and to seed others.
struct ScheduledBackupEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard case .cloudNativePG(let database) = blueprint.database, database.hasCluster
    else { return }
    let backup = blueprint.site.postgres.backup
    let cluster = blueprint.names.cluster
    let object = ScheduledBackup(
      metadata: blueprint.metadata("\(cluster)-base", .database), cluster: cluster,
      schedule: backup.schedule.map(\.description),
      isImmediate: isOrigin(blueprint),
      isSuspended: Located(blueprint.plan.suspendsDatabaseBackups, at: blueprint.site.role.span),
      usesPlugin: backup.method.map { $0 == .plugin })
    manifests.add(object, to: .database, origin: backup.span ?? blueprint.site.span)
  }

  /// Whether the data began here: copies can only be made of a site that has a base backup, so its
  /// first one waits for no schedule.
  private func isOrigin(_ blueprint: SiteBlueprint) -> Bool {
    let source = blueprint.plan.state.bootstrap.source
    return source == nil || source == blueprint.site.id.value
  }
}
