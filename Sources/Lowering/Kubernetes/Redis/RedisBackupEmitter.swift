import Diagnostics
import KubernetesModel
import TopologyModel

/// The CronJob that backs Redis up to object storage; suspended unless the site is active.
struct RedisBackupEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard let (store, bucket) = blueprint.topology.bucket(of: blueprint.site, .redis) else {
      return
    }
    let settings = blueprint.site.redis
    let backup = settings.backup
    let origin = backup.span ?? settings.span ?? blueprint.site.span
    var pod = blueprint.pod(user: RedisPaths.user, containers: [upload(blueprint, store, bucket)])
    pod.serviceAccountName = blueprint.names.redisBackup
    pod.restartPolicy = "Never"
    pod.initContainers = [snapshot(blueprint)]
    pod.volumes = volumes(blueprint, store)
    if backup.method.value == .save { pod.runBeside = SiteComponent.redis.selector(blueprint) }
    let job = CronJob(
      metadata: blueprint.metadata(blueprint.names.redisBackup, .redisBackup),
      schedule: backup.schedule.map(\.description),
      isSuspended: Located(blueprint.plan.suspendsRedisBackups, at: blueprint.site.role.span),
      template: PodTemplate(labels: SiteComponent.redisBackup.labels(blueprint), spec: pod))
    manifests.add(
      ServiceAccount(metadata: blueprint.metadata(blueprint.names.redisBackup, .redisBackup)),
      to: .redis,
      origin: origin)
    manifests.add(job, to: .redis, origin: origin)
  }

  private func snapshot(_ blueprint: SiteBlueprint) -> Container {
    let settings = blueprint.site.redis
    var container = Container(
      "dump", image: settings.image.map(\.description),
      resources: ResourceRequirements(cpu: "100m", memory: "128Mi", memoryLimit: "512Mi"))
    container.command = ["sh", "-c", Text(RedisBackupScripts.dump)]
    container.env = [
      .value("WORK_DIR", Text(RedisPaths.work)), .value("DATA_DIR", Text(RedisPaths.data)),
      .value("BACKUP_METHOD", settings.backup.method.map(\.rawValue)),
      .value("SITE", blueprint.site.id.map(\.description)),
      .value("INFISICAL_IMAGE", blueprint.topology.version.map(\.description)),
      .value("REDIS_HOST", blueprint.serviceHost(blueprint.names.redis)),
      .value("REDIS_PORT", "\(SitePorts.redis)"),
      .secret("REDISCLI_AUTH", blueprint.site.secrets.redis.map(\.description), "password"),
    ]
    container.volumeMounts = [VolumeMount("work", at: RedisPaths.work)]
    if settings.tls.value {
      container.env.append(
        .value("REDIS_TLS_CA", Text("\(RedisPaths.tlsMount)/ca.crt", at: settings.tls.span)))
      container.volumeMounts.append(VolumeMount("tls", at: RedisPaths.tlsMount, isReadOnly: true))
    }
    if settings.backup.method.value == .save {
      container.volumeMounts.append(VolumeMount("data", at: RedisPaths.data, isReadOnly: true))
    }
    return container
  }

  private func upload(_ blueprint: SiteBlueprint, _ store: ObjectStore, _ bucket: Bucket)
    -> Container
  {
    let backup = blueprint.site.redis.backup
    var container = Container(
      "upload", image: backup.image.map(\.description),
      resources: ResourceRequirements(cpu: "100m", memory: "256Mi", memoryLimit: "512Mi"))
    container.command = ["sh", "-c", Text(RedisBackupScripts.upload)]
    container.env =
      [
        .value("WORK_DIR", Text(RedisPaths.work)), .value("HOME", "/tmp"),
        .value("KEY_PREFIX", keyPrefix(blueprint, bucket)),
        .value("KEEP_HOURLY", backup.keepHourly.map(String.init)),
        .value("KEEP_DAILY", backup.keepDaily.map(String.init)),
        .value("KEEP_WEEKLY", backup.keepWeekly.map(String.init)),
        .value("KEEP_MIN", backup.minKeep.map(String.init)),
      ]
      + S3Environment.client(
        store, bucket,
        credentials: blueprint.names(of: blueprint.site).redisLogin(in: blueprint.site))
      + S3Environment.checksums(store)
    if store.sse.value != .none {
      container.env.append(.value("S3_SSE", store.sse.map(\.rawValue)))
    }
    container.volumeMounts = [
      VolumeMount("work", at: RedisPaths.work), VolumeMount("tmp", at: "/tmp"),
    ]
    if store.caSecret != nil {
      container.volumeMounts.append(
        VolumeMount("s3-ca", at: S3Environment.caMount, isReadOnly: true))
    }
    return container
  }

  /// Folder of the site's backups; the epoch keeps a rebuilt site apart from its past.
  private func keyPrefix(_ blueprint: SiteBlueprint, _ bucket: Bucket) -> Text {
    let folder: Text = "redis/\(blueprint.site.id)-e\(blueprint.site.postgres.epoch)/"
    return bucket.path.map { "\($0)/\(folder)" } ?? folder
  }

  private func volumes(_ blueprint: SiteBlueprint, _ store: ObjectStore) -> [Volume] {
    // Room for the snapshot and its compressed copy (rule RED-022).
    let size = blueprint.site.redis.memory.map { "\($0.units / (1 << 20) * 2)Mi" }
    var volumes = [
      Volume("work", .emptyDir(sizeLimit: size, isMemory: false)),
      Volume("tmp", .emptyDir(sizeLimit: "64Mi", isMemory: false)),
    ]
    if blueprint.site.redis.tls.value {
      volumes.append(
        Volume("tls", .secret(name: blueprint.names.redisCertificate, keys: ["ca.crt"])))
    }
    if let secret = store.caSecret {
      volumes.append(Volume("s3-ca", .secret(name: secret.map(\.description), keys: ["ca.crt"])))
    }
    if blueprint.site.redis.backup.method.value == .save {
      volumes.append(Volume("data", .persistentVolumeClaim(name: "data-redis-0")))
    }
    return volumes
  }
}
