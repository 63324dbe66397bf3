import Diagnostics
import KubernetesModel

/// Names and paths that the Infisical objects of a site share.
enum AppNames {
  static let port: Number = 8080
  /// Prometheus exporter of Infisical (OpenTelemetry, export type prometheus).
  static let metricsPort: Number = 9464
  /// User that the production hardening guide runs the image as.
  static let user = 1001
  static let databaseCA = "/etc/pg-ca"
}
