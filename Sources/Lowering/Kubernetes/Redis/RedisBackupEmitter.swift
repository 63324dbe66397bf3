import Diagnostics
import KubernetesModel
import TopologyModel

/// The CronJob that backs Redis up to object storage; suspended unless the site is active.
struct RedisBackupEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard let (store, bucket) = context.topology.bucket(of: context.site, .redis) else { return }
    let settings = context.site.redis
    let backup = settings.backup
    let origin = backup.span ?? settings.span ?? context.site.span
    var pod = PodSpec(user: RedisNames.user, containers: [upload(context, store, bucket)])
    pod.serviceAccountName = RedisNames.backup
    pod.restartPolicy = "Never"
    pod.initContainers = [snapshot(context)]
    pod.volumes = volumes(context, store)
    if backup.method.value == .save { pod.runBeside = Component.redis.selector(context) }
    let job = CronJob(
      metadata: context.metadata(RedisNames.backup, .redisBackup),
      schedule: backup.schedule.map(\.description),
      isSuspended: Located(context.plan.suspendsRedisBackups, at: context.site.role.span),
      template: PodTemplate(labels: Component.redisBackup.labels(context), spec: pod))
    manifests.add(
      ServiceAccount(metadata: context.metadata(RedisNames.backup, .redisBackup)), to: .redis,
      origin: origin)
    manifests.add(job, to: .redis, origin: origin)
  }

  private func snapshot(_ context: SiteContext) -> Container {
    let settings = context.site.redis
    var container = Container(
      "dump", image: settings.image.map(\.description),
      resources: ResourceRequirements(cpu: "100m", memory: "128Mi", memoryLimit: "512Mi"))
    container.command = ["sh", "-c", Text(RedisBackupScripts.dump)]
    container.env = [
      .value("WORK_DIR", Text(RedisNames.work)), .value("DATA_DIR", Text(RedisNames.data)),
      .value("BACKUP_METHOD", settings.backup.method.map(\.rawValue)),
      .value("SITE", context.site.id.map(\.description)),
      .value("INFISICAL_IMAGE", context.topology.version.map(\.description)),
      .value("REDIS_HOST", context.serviceHost(RedisNames.server)),
      .value("REDIS_PORT", "\(RedisNames.port)"),
      .secret("REDISCLI_AUTH", context.site.secrets.redis.map(\.description), "password"),
    ]
    container.volumeMounts = [VolumeMount("work", at: RedisNames.work)]
    if settings.tls.value {
      container.env.append(
        .value("REDIS_TLS_CA", Text("\(RedisNames.tlsMount)/ca.crt", at: settings.tls.span)))
      container.volumeMounts.append(VolumeMount("tls", at: RedisNames.tlsMount, isReadOnly: true))
    }
    if settings.backup.method.value == .save {
      container.volumeMounts.append(VolumeMount("data", at: RedisNames.data, isReadOnly: true))
    }
    return container
  }

  private func upload(_ context: SiteContext, _ store: ObjectStore, _ bucket: Bucket) -> Container {
    let backup = context.site.redis.backup
    var container = Container(
      "upload", image: backup.image.map(\.description),
      resources: ResourceRequirements(cpu: "100m", memory: "256Mi", memoryLimit: "512Mi"))
    container.command = ["sh", "-c", Text(RedisBackupScripts.upload)]
    container.env =
      [
        .value("WORK_DIR", Text(RedisNames.work)), .value("HOME", "/tmp"),
        .value("KEY_PREFIX", keyPrefix(context, bucket)),
        .value("KEEP_HOURLY", backup.keepHourly.map(String.init)),
        .value("KEEP_DAILY", backup.keepDaily.map(String.init)),
        .value("KEEP_WEEKLY", backup.keepWeekly.map(String.init)),
        .value("KEEP_MIN", backup.minKeep.map(String.init)),
      ]
      + S3Environment.client(store, bucket, credentials: context.redisCredentials(context.site))
      + S3Environment.checksums(store)
    if store.sse.value != .none {
      container.env.append(.value("S3_SSE", store.sse.map(\.rawValue)))
    }
    container.volumeMounts = [
      VolumeMount("work", at: RedisNames.work), VolumeMount("tmp", at: "/tmp"),
    ]
    if store.caSecret != nil {
      container.volumeMounts.append(
        VolumeMount("s3-ca", at: S3Environment.caMount, isReadOnly: true))
    }
    return container
  }

  /// Folder of the site's backups; the epoch keeps a rebuilt site apart from its past.
  private func keyPrefix(_ context: SiteContext, _ bucket: Bucket) -> Text {
    let folder: Text = "redis/\(context.site.id)-e\(context.site.postgres.epoch)/"
    return bucket.path.map { "\($0)/\(folder)" } ?? folder
  }

  private func volumes(_ context: SiteContext, _ store: ObjectStore) -> [Volume] {
    // Room for the snapshot and its compressed copy (rule RED-022).
    let size = context.site.redis.memory.map { "\($0.units / (1 << 20) * 2)Mi" }
    var volumes = [
      Volume("work", .emptyDir(sizeLimit: size, isMemory: false)),
      Volume("tmp", .emptyDir(sizeLimit: "64Mi", isMemory: false)),
    ]
    if context.site.redis.tls.value {
      volumes.append(Volume("tls", .secret(name: RedisNames.certificate, keys: ["ca.crt"])))
    }
    if let secret = store.caSecret {
      volumes.append(Volume("s3-ca", .secret(name: secret.map(\.description), keys: ["ca.crt"])))
    }
    if context.site.redis.backup.method.value == .save {
      volumes.append(Volume("data", .persistentVolumeClaim(name: "data-redis-0")))
    }
    return volumes
  }
}
