/// Paths in the container of Infisical, and its user.
enum AppPaths {
  /// User that the production hardening guide runs the image as.
  static let user = 1001
  static let databaseCA = "/etc/pg-ca"
}
