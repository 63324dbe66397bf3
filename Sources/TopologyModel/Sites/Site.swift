public import Diagnostics
package import YAMLSyntax

/// One data centre with one Kubernetes cluster.
///
/// Its blocks are complete: what the site does not set comes from the block of the same name at the
/// top of the document, then from the default.
public struct Site: Sendable {
  /// Short name, unique in the topology.
  public var id: Located<SiteID>
  /// What the site does.
  public var role: Located<SiteRole>
  /// What fails together: data centre, power or network domain.
  public var failureDomain: Located<DNSLabel>
  /// Whether the Cluster of a new passive site is kept out of the tree until there is a base backup to copy.
  public var hold: Located<Bool> = false
  /// Order in which sites are preferred as target; lower comes first.
  public var drPriority: Located<Int>?
  /// How it is fenced from outside.
  public var fences: [SiteFence] = []
  /// Measured networks to other sites.
  public var links: [SiteLink] = []
  /// Facts about the Kubernetes cluster.
  public var kubernetes: KubernetesFacts
  /// How traffic enters the cluster.
  public var ingress: IngressSettings
  /// PostgreSQL of the site.
  public var postgres: PostgresSettings
  /// Redis of the site.
  public var redis: RedisSettings
  /// Infisical of the site.
  public var app: AppSettings
  /// Versions of the operators in the cluster.
  public var operators: OperatorVersions
  /// Monitoring of the site.
  public var monitoring: MonitoringSettings
  /// Network policies of the site.
  public var network: NetworkSettings
  /// Names of the Secrets in the cluster.
  public var secrets: SecretsSettings
  /// Where the site was written.
  public var span: SourceSpan?

  /// A site with default settings.
  public init(
    id: Located<SiteID>, role: Located<SiteRole>, failureDomain: Located<DNSLabel>,
    kubernetes: KubernetesFacts, postgres: PostgresSettings
  ) {
    self.id = id
    self.role = role
    self.failureDomain = failureDomain
    self.kubernetes = kubernetes
    self.postgres = postgres
    ingress = IngressSettings()
    redis = RedisSettings()
    app = AppSettings()
    operators = OperatorVersions()
    monitoring = MonitoringSettings()
    network = NetworkSettings()
    secrets = SecretsSettings()
  }
}

extension Site: FieldBlock {
  package static let summary = "One data centre with one Kubernetes cluster."

  package init() {
    self.init(
      id: Located(SiteID(unchecked: "unset")), role: Located(.passive),
      failureDomain: Located(DNSLabel(unchecked: "unset")), kubernetes: KubernetesFacts(),
      postgres: PostgresSettings())
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("id", &id, .required, "short name, used in derived names")
    fields.scalar("role", &role, .required, "active, passive, fenced or rebuilding")
    fields.scalar(
      "failureDomain", &failureDomain, .required, "failure domain: building, power, network")
    fields.scalar(
      "hold", &hold, "keep the Cluster of a new passive site out of the tree until it is removed")
    fields.scalar("drPriority", &drPriority, "priority as failover target, lowest first")
    fields.blocks("fences", &fences, "ways to fence the site externally")
    fields.blocks("links", &links, "measured networks to other sites")
    fields.inherited("kubernetes", &kubernetes, "facts about the Kubernetes cluster")
    fields.inherited("ingress", &ingress, "how traffic enters the cluster")
    fields.inherited("postgres", &postgres, "PostgreSQL settings of the site")
    fields.inherited("redis", &redis, "Redis settings of the site")
    fields.inherited("app", &app, "Infisical settings of the site")
    fields.inherited("operators", &operators, "operator versions in the cluster")
    fields.inherited("monitoring", &monitoring, "monitoring settings of the site")
    fields.inherited("network", &network, "network policies of the site")
    fields.inherited("secrets", &secrets, "names of the Secrets in the cluster")
  }
}

extension Site {
  /// What issues the certificate of Redis, whose name is that of a Service: the issuer of the public host
  /// only where it can issue any name.
  package var redisIssuer: IssuerReference? { redis.tlsIssuerRef ?? ingress.tlsIssuerRef }
}
