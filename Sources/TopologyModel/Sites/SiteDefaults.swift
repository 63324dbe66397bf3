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
    fields.shared("kubernetes", &kubernetes, "defaults of every site's `kubernetes`")
    fields.shared("ingress", &ingress, "defaults of every site's `ingress`")
    fields.shared("postgres", &postgres, "defaults of every site's `postgres`")
    fields.shared("redis", &redis, "defaults of every site's `redis`")
    fields.shared("app", &app, "defaults of every site's `app`")
    fields.shared("operators", &operators, "defaults of every site's `operators`")
    fields.shared("monitoring", &monitoring, "defaults of every site's `monitoring`")
    fields.shared("network", &network, "defaults of every site's `network`")
    fields.shared("secrets", &secrets, "defaults of every site's `secrets`")
  }
}
