import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// The environment of Infisical.
///
/// Secrets come by reference, each from a named key, so that a missing one stops the pod instead of
/// starting it half configured.
struct AppEnvironment {
  let blueprint: SiteBlueprint

  private var settings: AppSettings { blueprint.site.app }

  func list() -> [EnvVar] {
    var variables = basics() + keys() + database() + redis() + mail() + metrics()
    for pair in settings.environment { variables.append(EnvVar(pair.key, .value(pair.value))) }
    return variables
  }

  /// The environment of a drill: the same keys on a recovered database, an empty Redis beside it, and
  /// an address that nobody uses.
  func isolated(cluster: Text) -> [EnvVar] {
    [
      .value("HOST", "0.0.0.0"), .value("PORT", "\(SitePorts.app)"),
      .value("SITE_URL", "http://127.0.0.1:\(SitePorts.app)"), .value("HTTPS_ENABLED", "false"),
      .value("TELEMETRY_ENABLED", "false"),
    ] + keys() + [
      .secret("DB_PASSWORD", blueprint.site.secrets.database.map(\.description), "password"),
      .value("DB_CONNECTION_URI", uri("\(cluster)-rw")),
      .value("REDIS_URL", "redis://127.0.0.1:6379"),
    ]
  }

  private func basics() -> [EnvVar] {
    [
      .value("HOST", "0.0.0.0"), .value("PORT", "\(SitePorts.app)"),
      .value("SITE_URL", blueprint.topology.siteURL.map(\.description)),
      .value("HTTPS_ENABLED", "true"),
      .value("TELEMETRY_ENABLED", settings.telemetry.map { $0 ? "true" : "false" }),
      .value("TRUSTED_PROXY_CIDRS", trustedProxies()),
      // Seven tenths of the limit: what V8 keeps outside its heap needs the rest.
      .value(
        "NODE_OPTIONS",
        settings.resources.effectiveMemoryLimit.map {
          "--max-old-space-size=\($0.units / (1 << 20) * 7 / 10)"
        }),
    ]
  }

  /// Unset, every `X-Forwarded-For` would be believed; the alias covers private ranges.
  private func trustedProxies() -> Text {
    if let first = settings.trustedProxyCIDR.first {
      let list = settings.trustedProxyCIDR.map(\.value.description).joined(separator: ",")
      return Text(list, at: first.span)
    }
    let pods = blueprint.site.kubernetes.podCIDR?.map(\.description) ?? "uniquelocal"
    let balancer = blueprint.topology.globalLB
    // Where the balancer speaks HTTP, the client's address is in the header that it writes.
    guard balancer.tls.value != .passthrough, balancer.engine.value != .external else {
      return pods
    }
    let nodes = balancer.nodes.map(\.address.value).filter(\.isIPAddress)
    return Text(([pods.value] + nodes.map(\.description)).joined(separator: ","), at: pods.span)
  }

  private func keys() -> [EnvVar] {
    let secret = blueprint.site.secrets.app.map(\.description)
    return RequiredSecret.appKeys.map { key in
      RequiredSecret.requiredAppKeys.contains(key)
        ? .secret(Text(key), secret, key) : .optionalSecret(Text(key), secret, key)
    }
  }

  /// The URI is composed: a user-supplied Secret holds no `uri` key (CNPG#8121).
  private func database() -> [EnvVar] {
    let cluster = blueprint.names.cluster
    let primary = blueprint.site.postgres.pooler == nil ? "\(cluster)-rw" : blueprint.names.pooler
    var variables: [EnvVar] = [
      .secret("DB_PASSWORD", blueprint.site.secrets.database.map(\.description), "password"),
      .value("DB_CONNECTION_URI", uri(primary)),
    ]
    if settings.readReplicas.value {
      let list: Text = "[{\"DB_CONNECTION_URI\":\"\(uri("\(cluster)-ro"))\"}]"
      variables.append(.value("DB_READ_REPLICAS", Text(list.value, at: settings.readReplicas.span)))
    }
    return variables
  }

  private func uri(_ service: Text) -> Text {
    let database = blueprint.site.postgres.database
    let host = blueprint.serviceHost(service)
    let tls = "sslmode=verify-full&sslrootcert=\(AppPaths.databaseCA)/ca.crt"
    return "postgresql://\(database):$(DB_PASSWORD)@\(host):5432/\(database)?\(tls)"
  }

  private func redis() -> [EnvVar] {
    let secured = blueprint.site.redis.tls
    let host = blueprint.serviceHost(blueprint.names.redis)
    let scheme = secured.map { $0 ? "rediss" : "redis" }
    var variables: [EnvVar] = [
      .secret("REDIS_PASSWORD", blueprint.site.secrets.redis.map(\.description), "password"),
      .value("REDIS_URL", "\(scheme)://:$(REDIS_PASSWORD)@\(host):\(SitePorts.redis)"),
    ]
    if secured.value {
      variables.append(
        .value("NODE_EXTRA_CA_CERTS", Text("\(RedisPaths.tlsMount)/ca.crt", at: secured.span)))
    }
    return variables
  }

  private func mail() -> [EnvVar] {
    guard let smtp = settings.smtp else { return [] }
    let secret = blueprint.site.secrets.smtp.map(\.description)
    return [
      .value("SMTP_HOST", smtp.host.map(\.description)),
      .value("SMTP_PORT", smtp.port.map(\.description)),
      .secret("SMTP_USERNAME", secret, "username"), .secret("SMTP_PASSWORD", secret, "password"),
      .value("SMTP_FROM_ADDRESS", smtp.fromAddress), .value("SMTP_FROM_NAME", smtp.fromName),
    ]
  }

  private func metrics() -> [EnvVar] {
    guard blueprint.site.monitoring.enabled.value else { return [] }
    return [
      .value("OTEL_TELEMETRY_COLLECTION_ENABLED", "true"), .value("OTEL_EXPORT_TYPE", "prometheus"),
      .value("OTEL_DROP_HIGH_CARDINALITY_METERS", "true"),
    ]
  }
}
