import Diagnostics
import KubernetesModel
import TopologyModel

/// `redis.conf` of a site: durable, never evicting.
struct RedisConfigEmitter: Emitter {
  /// One directive with the place that caused it.
  private struct Directive {
    let name: String
    let value: Text
  }

  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let lines = directives(blueprint.site.redis)
    let text = lines.map { "\($0.name) \($0.value.value)\n" }.joined()
    let object = ConfigMap(
      metadata: blueprint.metadata(blueprint.names.redisConfiguration, .redis),
      data: [("redis.conf", Text(text, at: blueprint.site.redis.span))])
    manifests.add(object, to: .redis, origin: blueprint.site.redis.span ?? blueprint.site.span)
  }

  private func directives(_ settings: RedisSettings) -> [Directive] {
    var result = [
      // The password, written at start from the Secret.
      Directive(name: "include", value: "\(RedisPaths.authMount)/auth.conf"),
      Directive(name: "dir", value: Text(RedisPaths.data)),
      Directive(name: "protected-mode", value: "yes"),
      Directive(name: "appendonly", value: "yes"),
      Directive(name: "appendfsync", value: "everysec"),
      Directive(name: "aof-use-rdb-preamble", value: "yes"),
      Directive(name: "save", value: "900 1 300 10"),
      // A backup asks as a replica does. No other will come, so none is waited for (5 s by default), of which
      // the last backup of a switchover would be part of the outage.
      Directive(name: "repl-diskless-sync-delay", value: "0"),
      // Three quarters: the rest is for the copy that a snapshot forks (rule RED-014).
      Directive(
        name: "maxmemory", value: settings.memory.map { String($0.units / 4 * 3) }),
      Directive(name: "maxmemory-policy", value: "noeviction"),
    ]
    if settings.tls.value {
      let span = settings.tls.span
      result += [
        Directive(name: "port", value: Text("0", at: span)),
        Directive(name: "tls-port", value: Text("\(SitePorts.redis.value)", at: span)),
        Directive(name: "tls-cert-file", value: Text("\(RedisPaths.tlsMount)/tls.crt", at: span)),
        Directive(name: "tls-key-file", value: Text("\(RedisPaths.tlsMount)/tls.key", at: span)),
        Directive(name: "tls-ca-cert-file", value: Text("\(RedisPaths.tlsMount)/ca.crt", at: span)),
        Directive(name: "tls-auth-clients", value: Text("no", at: span)),
      ]
    } else {
      result.append(Directive(name: "port", value: "\(SitePorts.redis)"))
    }
    return result
  }
}
