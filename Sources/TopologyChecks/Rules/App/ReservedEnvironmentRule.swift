import Diagnostics
import TopologyModel
import YAMLSyntax

/// A variable that the compiler decides.
struct ReservedEnvironmentRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 633, "reserved-environment",
    summary: "A variable is reserved for the compiler, or its name is invalid.",
    why:
      "The later of two definitions silently wins, and the site would no longer follow its role.",
    sources: [.infisical("environment variables", "self-hosting/configuration/envars")],
    bad: [
      .init("app: {environment: {SITE_URL: 'https://dc1.example.net'}}"),
      .init("app: {environment: {2FAST: 'x'}}"),
    ],
    good: [.init("app: {environment: {CORS_ALLOWED_ORIGINS: '[]'}}")])

  private static let reserved: Set<String> = [
    "AUDIT_LOGS_DB_CONNECTION_URI", "DB_CONNECTION_URI", "DB_HOST", "DB_NAME", "DB_PORT",
    "DB_READ_REPLICAS", "DB_USER", "HOST", "HTTPS_ENABLED", "INFISICAL_PRIMARY_INSTANCE_URL",
    "NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "OTEL_DROP_HIGH_CARDINALITY_METERS", "OTEL_EXPORT_TYPE",
    "OTEL_TELEMETRY_COLLECTION_ENABLED", "PORT",
    "REDIS_CLUSTER_HOSTS", "REDIS_SENTINEL_HOSTS", "REDIS_URL", "SITE_URL", "SMTP_FROM_ADDRESS",
    "SMTP_FROM_NAME", "SMTP_HOST", "SMTP_PORT", "SMTP_USERNAME", "TELEMETRY_ENABLED",
    "TRUSTED_PROXY_CIDRS",
  ]

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      for pair in site.app.environment {
        let name = pair.key.value
        if Self.reserved.contains(name) {
          findings.report(
            Diagnostic(Self.info, "`\(name)` is set by the compiler", at: pair.key.span)
              .help("remove it, and set the field of the topology that it is derived from"),
            site: site)
        } else if !isName(name) {
          findings.report(
            Diagnostic(Self.info, "`\(name)` is not a valid variable name", at: pair.key.span)
              .help("use letters, digits and `_`, not starting with a digit"), site: site)
        }
      }
    }
  }

  private func isName(_ text: String) -> Bool {
    text.first?.isNumber == false
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic && $0.isASCII || "0123456789_".unicodeScalars.contains($0)
      }
  }
}
