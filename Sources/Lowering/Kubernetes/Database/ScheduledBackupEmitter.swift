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
      // Neither a copy nor a switchover waits for the first night: both need a base backup of the site.
      isImmediate: true,
      isSuspended: Located(blueprint.plan.suspendsDatabaseBackups, at: blueprint.site.role.span),
      usesPlugin: backup.method.map { $0 == .plugin })
    manifests.add(object, to: .database, origin: backup.span ?? blueprint.site.span)
  }
}
