import TopologyModel

/// What the role of a site means for everything in it (table of architecture section 1.2).
struct RolePlan {
  let role: SiteRole

  /// Infisical runs on the active site only: its status page checks neither database nor Redis, so
  /// an idle copy would look healthy and run background jobs.
  var runsApp: Bool { role == .active }
  /// Traffic may enter, if only to be answered with 503 until pods run.
  var hasIngress: Bool { role != .fenced }
  /// All PostgreSQL pods are removed, volumes are kept.
  var isHibernated: Bool { role == .fenced }
  /// Passive sites make base backups of their own: that makes them promotable.
  var suspendsDatabaseBackups: Bool { role == .fenced || role == .rebuilding }
  /// A backup of an empty standby must never become the newest one (rule RED-006).
  var suspendsRedisBackups: Bool { role != .active }
  var redisReplicas: Int { role == .fenced ? 0 : 1 }
  var hasPooler: Bool { role == .active }
}
