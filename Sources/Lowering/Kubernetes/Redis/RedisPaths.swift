/// Paths in the containers of Redis, and their user.
enum RedisPaths {
  /// User of the official image.
  static let user = 999
  static let data = "/data"
  static let work = "/work"
  static let tlsMount = "/etc/redis-tls"
  static let confMount = "/etc/redis"
  static let authMount = "/run/redis"
}
