import Diagnostics
import KubernetesModel
import TopologyModel

/// A part of the deployment; decides labels and selectors.
enum Component: String {
  case app
  case database
  case pooler
  case redis
  case redisBackup = "redis-backup"
  case platform

  /// What the part is, for `app.kubernetes.io/name`.
  private var name: Text {
    switch self {
    case .app, .platform: "infisical"
    case .database: "postgresql"
    case .pooler: "pgbouncer"
    case .redis, .redisBackup: "redis"
    }
  }

  /// Labels that select the pods of the part; they never change.
  func selector(_ context: SiteContext) -> TextPairs {
    [
      ("app.kubernetes.io/name", name),
      ("app.kubernetes.io/instance", context.topology.name.map(\.description)),
      ("app.kubernetes.io/component", Text(rawValue)),
    ]
  }

  /// Marks objects that no GitOps engine may prune: deleting a Cluster deletes its volumes.
  static let protection: TextPairs = [
    ("argocd.argoproj.io/sync-options", "Prune=false,Delete=confirm"),
    ("kustomize.toolkit.fluxcd.io/prune", "disabled"),
  ]

  /// Recommended labels of Kubernetes, and the site.
  func labels(_ context: SiteContext) -> TextPairs {
    selector(context) + [
      ("app.kubernetes.io/part-of", "infisical"),
      ("app.kubernetes.io/managed-by", "redoubt"),
      ("redoubt.dev/site", context.site.id.map(\.description)),
    ]
  }
}
