package import Diagnostics

/// The ports of what runs in a site.
package enum SitePorts {
  /// Infisical (docker image, `PORT`).
  package static let app: Located<Int> = 8080
  /// Prometheus exporter of Infisical (OpenTelemetry, export type prometheus).
  package static let appMetrics: Located<Int> = 9464
  package static let postgres: Located<Int> = 5432
  /// The instance manager of CloudNativePG: status, and the isolation check of other instances.
  package static let instanceManager: Located<Int> = 8000
  package static let redis: Located<Int> = 6379
}
