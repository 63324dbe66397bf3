/// What a site does in a state: everything that emitters derive replicas, suspensions, traffic and
/// hibernation from.
package struct SitePlan: Hashable, Sendable {
  /// The role in force: that of the document, but fenced as soon as a failover names the site.
  package let role: SiteRole
  package let state: SiteState
  /// Infisical runs on one site only: its status page checks neither database nor Redis, so an idle
  /// copy would look healthy and run background jobs.
  package let runsApp: Bool
  /// Whether Infisical has just been started here: Git then says how many pods, because an autoscaler does
  /// nothing at zero, and an agent that ignores the number would keep the zero.
  package let isStarting: Bool
  /// Whether the global load balancer sends users here.
  package let takesTraffic: Bool
  /// Whether the Cluster carries the promotion token of the document.
  package let carriesToken: Bool
  /// Whether a recovery to a moment of the past is under way here.
  package let isRollingBack: Bool

  /// Traffic may enter, if only to be answered with 503 until pods run.
  package var hasIngress: Bool { role != .fenced }
  /// Whether the tree holds the Cluster.
  package var hasCluster: Bool { !state.isCleared && !state.isHeld }
  /// All PostgreSQL pods are removed, volumes are kept.
  package var isHibernated: Bool { role == .fenced }
  /// Passive sites make base backups of their own: that makes them promotable.
  package var suspendsDatabaseBackups: Bool { role == .fenced || role == .rebuilding }
  /// A backup of an empty standby must never become the newest one (rule RED-006).
  package var suspendsRedisBackups: Bool { !runsApp }
  package var redisReplicas: Int { role == .fenced ? 0 : 1 }
  /// The pooler is in front of the site that writes.
  package var hasPooler: Bool { role == .active && hasCluster }
}

extension DeploymentState {
  /// The site that runs Infisical; nil while an operation keeps it closed.
  package var appSite: SiteID? {
    switch operation {
    case .steady, .rebuild, .inspection, .drill, .retirement, .newArchive,
      .switchover(_, _, .finish), .failover(_, _, .finish), .rollback(_, .finish),
      .postgresUpgrade(_, .finish), .postgresUpgrade(_, .return):
      active
    case .switchover, .failover, .rollback, .redisRestore, .postgresUpgrade: nil
    }
  }

  /// Whether Infisical starts in this phase.
  private var startsApp: Bool {
    switch operation {
    case .switchover(_, _, .finish), .failover(_, _, .finish), .rollback(_, .finish),
      .postgresUpgrade(_, .finish), .postgresUpgrade(_, .return):
      true
    default: false
    }
  }

  /// The site that the load balancers send users to; nil while they must not (rule LB-001).
  package var trafficSite: SiteID? {
    if case .redisRestore = operation { active } else { appSite }
  }

  /// The plan of one site.
  package func plan(for id: SiteID) -> SitePlan? {
    guard let site = site(id) else { return nil }
    var role = site.role
    var carriesToken = false
    var isRollingBack = false
    switch operation {
    // An abort takes the fence away before anything runs again.
    case .failover(let lost, _, let phase) where lost == id && phase != .abort: role = .fenced
    case .switchover(_, let to, .promote): carriesToken = to == id
    case .switchover(let from, _, .abort): carriesToken = from == id
    case .rollback(let site, .restore): isRollingBack = site == id
    default: break
    }
    return SitePlan(
      role: role, state: site, runsApp: appSite == id,
      isStarting: startsApp && appSite == id, takesTraffic: trafficSite == id,
      carriesToken: carriesToken, isRollingBack: isRollingBack)
  }
}
