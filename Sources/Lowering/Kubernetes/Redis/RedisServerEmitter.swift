import Diagnostics
import KubernetesModel
import TopologyModel

/// The Redis server of a site: one pod with a volume, and the restore that runs before it.
struct RedisServerEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let settings = blueprint.site.redis
    let origin = settings.span ?? blueprint.site.span
    var pod = blueprint.pod(user: RedisPaths.user, containers: [server(blueprint)])
    pod.serviceAccountName = blueprint.names.redis
    pod.terminationGracePeriodSeconds = 60
    pod.initContainers = RedisRestoreContainers(blueprint: blueprint).list()
    pod.volumes = volumes(blueprint)
    var metadata = blueprint.metadata(blueprint.names.redis, .redis)
    metadata.annotations = ObjectMeta.protection
    let object = StatefulSet(
      metadata: metadata, serviceName: blueprint.names.redisHeadless,
      replicas: Number(blueprint.plan.redisReplicas, at: blueprint.site.role.span),
      selector: SiteComponent.redis.selector(blueprint),
      template: PodTemplate(labels: SiteComponent.redis.labels(blueprint), spec: pod),
      claim: StatefulSet.Claim(
        "data", size: settings.storageSize.map(\.description),
        storageClass: blueprint.site.kubernetes.storageClass))
    manifests.add(
      ServiceAccount(metadata: blueprint.metadata(blueprint.names.redis, .redis)), to: .redis,
      origin: origin)
    manifests.add(object, to: .redis, origin: origin)
  }

  private func server(_ blueprint: SiteBlueprint) -> Container {
    let settings = blueprint.site.redis
    var container = Container(
      "redis", image: settings.image.map(\.description),
      resources: ResourceRequirements(
        cpu: settings.cpu.map(\.description), memory: settings.memory.map(\.description)))
    container.command = ["sh", "-c", Text(RedisServerScript.start)]
    container.ports = [("redis", SitePorts.redis)]
    let password = blueprint.site.secrets.redis.map(\.description)
    container.env = [
      .value("CONF_DIR", Text(RedisPaths.confMount)),
      .value("AUTH_DIR", Text(RedisPaths.authMount)),
      .secret("REDIS_PASSWORD", password, "password"),
      .secret("REDISCLI_AUTH", password, "password"),
    ]
    container.volumeMounts = [
      VolumeMount("data", at: RedisPaths.data), VolumeMount("auth", at: RedisPaths.authMount),
      VolumeMount("conf", at: RedisPaths.confMount, isReadOnly: true),
    ]
    if settings.tls.value {
      container.env.append(
        .value("REDIS_TLS_CA", Text("\(RedisPaths.tlsMount)/ca.crt", at: settings.tls.span)))
      container.volumeMounts.append(VolumeMount("tls", at: RedisPaths.tlsMount, isReadOnly: true))
    }
    let probe = Probe.Action.exec(["sh", "-c", RedisServerScript.ready])
    // Only a server that has had the time to load all that its memory holds is silent by fault.
    container.startupProbe = Probe(
      probe, periodSeconds: 5, failureThreshold: (600 + loadingTime(settings)) / 5)
    container.readinessProbe = Probe(probe, periodSeconds: 5)
    let alive = Probe.Action.exec(["sh", "-c", RedisServerScript.alive])
    container.livenessProbe = Probe(
      alive, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6)
    return container
  }

  /// Seconds to load a full memory from its volume, at 20 MiB/s: half of what the slowest class of network
  /// volumes of the large clouds gives (AWS EBS st1, 40 MiB/s per TiB; Azure Standard SSD, 60 MB/s).
  private func loadingTime(_ settings: RedisSettings) -> Int {
    settings.memory.value.units / (20 << 20)
  }

  private func volumes(_ blueprint: SiteBlueprint) -> [Volume] {
    var volumes = [
      Volume("conf", .configMap(name: blueprint.names.redisConfiguration)),
      Volume("auth", .emptyDir(sizeLimit: "1Mi", isMemory: true)),
      Volume("tmp", .emptyDir(sizeLimit: "64Mi", isMemory: false)),
    ]
    if blueprint.site.redis.tls.value {
      volumes.append(Volume("tls", .secret(name: blueprint.names.redisCertificate, keys: [])))
    }
    return volumes + RedisRestoreContainers(blueprint: blueprint).caVolumes()
  }
}
