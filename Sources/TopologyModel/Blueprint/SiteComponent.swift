package import Diagnostics

/// A part of a site; decides labels and selectors.
package enum SiteComponent: String, CaseIterable, Sendable {
  case app
  case database
  case pooler
  case redis
  case redisBackup = "redis-backup"
  /// What belongs to the site as a whole.
  case platform
  /// A second cluster beside the live one, such as for an inspection.
  case restore
  /// What a restore drill starts.
  case drill

  /// What the part is, for `app.kubernetes.io/name`.
  private var name: Located<String> {
    switch self {
    case .app, .platform, .drill: "infisical"
    case .database, .restore: "postgresql"
    case .pooler: "pgbouncer"
    case .redis, .redisBackup: "redis"
    }
  }

  /// Labels that select the pods of the part; they never change, since a selector cannot.
  package func selector(_ blueprint: SiteBlueprint) -> [(String, Located<String>)] {
    [
      ("app.kubernetes.io/name", name),
      ("app.kubernetes.io/instance", blueprint.topology.name.map(\.description)),
      (Self.label, Located(rawValue)),
    ]
  }

  /// The recommended labels of Kubernetes, and the site.
  package func labels(_ blueprint: SiteBlueprint) -> [(String, Located<String>)] {
    selector(blueprint) + [
      ("app.kubernetes.io/part-of", "infisical"),
      ("app.kubernetes.io/managed-by", "redoubt"),
      ("redoubt.dev/site", blueprint.site.id.map(\.description)),
    ]
  }

  /// The label that tells the parts apart.
  package static let label = "app.kubernetes.io/component"

  /// The parts of second clusters as an argument of `kubectl -l`.
  package static let sideQuery = "\(label) in (\(restore.rawValue),\(drill.rawValue))"

  /// The part as an argument of `kubectl get -l`.
  package var query: String {
    "app.kubernetes.io/name=\(name.value),\(Self.label)=\(rawValue)"
  }
}
