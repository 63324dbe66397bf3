import Diagnostics
import KubernetesModel

/// Names and paths that the Redis objects of a site share.
enum RedisNames {
  static let server: Text = "redis"
  static let headless: Text = "redis-headless"
  static let configuration: Text = "redis-conf"
  static let backup: Text = "redis-backup"
  /// Written by the runbook of a takeover, or by the operation `redisRestore`.
  static let restore: Text = "redis-restore"
  static let certificate: Text = "redis-tls"
  static let port: Number = 6379
  /// User of the official image.
  static let user = 999
  static let data = "/data"
  static let work = "/work"
  static let tlsMount = "/etc/redis-tls"
  static let confMount = "/etc/redis"
  static let authMount = "/run/redis"
}
