import Diagnostics
import KubernetesModel
import TopologyModel

/// The Redis server of a site: one pod with a volume, and the restore that runs before it.
struct RedisServerEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    let settings = context.site.redis
    let origin = settings.span ?? context.site.span
    var pod = PodSpec(user: RedisNames.user, containers: [server(context)])
    pod.serviceAccountName = RedisNames.server
    pod.terminationGracePeriodSeconds = 60
    pod.initContainers = RedisRestoreContainers(context: context).list()
    pod.volumes = volumes(context)
    var metadata = context.metadata(RedisNames.server, .redis)
    metadata.annotations = Component.protection
    let object = StatefulSet(
      metadata: metadata, serviceName: RedisNames.headless,
      replicas: Number(context.plan.redisReplicas, at: context.site.role.span),
      selector: Component.redis.selector(context),
      template: PodTemplate(labels: Component.redis.labels(context), spec: pod),
      claim: StatefulSet.Claim(
        "data", size: settings.storageSize.map(\.description),
        storageClass: context.site.kubernetes.storageClass))
    manifests.add(
      ServiceAccount(metadata: context.metadata(RedisNames.server, .redis)), to: .redis,
      origin: origin)
    manifests.add(object, to: .redis, origin: origin)
  }

  private func server(_ context: SiteContext) -> Container {
    let settings = context.site.redis
    var container = Container(
      "redis", image: settings.image.map(\.description),
      resources: ResourceRequirements(
        cpu: settings.cpu.map(\.description), memory: settings.memory.map(\.description)))
    container.command = ["sh", "-c", Text(RedisServerScript.start)]
    container.ports = [("redis", RedisNames.port)]
    let password = context.site.secrets.redis.map(\.description)
    container.env = [
      .value("CONF_DIR", Text(RedisNames.confMount)),
      .value("AUTH_DIR", Text(RedisNames.authMount)),
      .secret("REDIS_PASSWORD", password, "password"),
      .secret("REDISCLI_AUTH", password, "password"),
    ]
    container.volumeMounts = [
      VolumeMount("data", at: RedisNames.data), VolumeMount("auth", at: RedisNames.authMount),
      VolumeMount("conf", at: RedisNames.confMount, isReadOnly: true),
    ]
    if settings.tls.value {
      container.env.append(
        .value("REDIS_TLS_CA", Text("\(RedisNames.tlsMount)/ca.crt", at: settings.tls.span)))
      container.volumeMounts.append(VolumeMount("tls", at: RedisNames.tlsMount, isReadOnly: true))
    }
    let probe = Probe.Action.exec(["sh", "-c", RedisServerScript.ready])
    // Loading a large append-only file takes minutes; only then is silence a fault.
    container.startupProbe = Probe(probe, periodSeconds: 5, failureThreshold: 120)
    container.readinessProbe = Probe(probe, periodSeconds: 5)
    let alive = Probe.Action.exec(["sh", "-c", RedisServerScript.alive])
    container.livenessProbe = Probe(
      alive, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6)
    return container
  }

  private func volumes(_ context: SiteContext) -> [Volume] {
    var volumes = [
      Volume("conf", .configMap(name: RedisNames.configuration)),
      Volume("auth", .emptyDir(sizeLimit: "1Mi", isMemory: true)),
      Volume("tmp", .emptyDir(sizeLimit: "64Mi", isMemory: false)),
    ]
    if context.site.redis.tls.value {
      volumes.append(Volume("tls", .secret(name: RedisNames.certificate, keys: [])))
    }
    return volumes + RedisRestoreContainers(context: context).caVolumes()
  }
}
