import YAMLSyntax

/// The blocks at the top of the document that sites inherit from.
///
/// Decoding them here checks what is written in them once; sites hold the resolved values.
struct SiteDefaults: Sendable {
  private var kubernetes = KubernetesFacts()
  private var ingress = IngressSettings()
  private var postgres = PostgresSettings()
  private var redis = RedisSettings()
  private var app = AppSettings()
  private var operators = OperatorVersions()
  private var monitoring = MonitoringSettings()
  private var network = NetworkSettings()
  private var secrets = SecretsSettings()

  mutating func visit(_ fields: inout some FieldVisitor) {
    fields.shared("kubernetes", &kubernetes, "defaults for every site's `kubernetes`")
    fields.shared("ingress", &ingress, "defaults for every site's `ingress`")
    fields.shared("postgres", &postgres, "defaults for every site's `postgres`")
    fields.shared("redis", &redis, "defaults for every site's `redis`")
    fields.shared("app", &app, "defaults for every site's `app`")
    fields.shared("operators", &operators, "defaults for every site's `operators`")
    fields.shared("monitoring", &monitoring, "defaults for every site's `monitoring`")
    fields.shared("network", &network, "defaults for every site's `network`")
    fields.shared("secrets", &secrets, "defaults for every site's `secrets`")
  }
}
