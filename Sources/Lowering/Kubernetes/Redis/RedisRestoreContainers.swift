import Diagnostics
import KubernetesModel
import TopologyModel

/// The init containers that restore a backup of any site when the ConfigMap `redis-restore` asks.
struct RedisRestoreContainers {
  let blueprint: SiteBlueprint

  private var requested: EnvVar {
    EnvVar(
      "RESTORE_ID", .configMap(name: blueprint.names.redisRestore, key: "id", isOptional: true))
  }

  func list() -> [Container] {
    let settings = blueprint.site.redis
    let resources = ResourceRequirements(cpu: "100m", memory: "256Mi", memoryLimit: "512Mi")
    var fetch = Container(
      "restore-fetch", image: settings.backup.image.map(\.description), resources: resources)
    fetch.command = ["sh", "-c", Text(RedisRestoreScripts.fetch)]
    fetch.env = [requested, .value("DATA_DIR", Text(RedisPaths.data)), .value("HOME", "/tmp")]
    fetch.volumeMounts = [VolumeMount("data", at: RedisPaths.data), VolumeMount("tmp", at: "/tmp")]
    for owner in blueprint.topology.sitesByID {
      guard let (store, bucket) = blueprint.topology.bucket(of: owner, .redis) else { continue }
      fetch.env += S3Environment.client(
        store, bucket, credentials: blueprint.names(of: owner).redisLogin(in: blueprint.site),
        prefix: prefix(owner),
        isOptional: true, caVolume: caMount(owner))
      if store.caSecret != nil {
        fetch.volumeMounts.append(
          VolumeMount(caVolume(owner), at: caMount(owner), isReadOnly: true))
      }
    }
    fetch.env.append(.value("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required"))
    var load = Container(
      "restore-load", image: settings.image.map(\.description), resources: resources)
    load.command = ["sh", "-c", Text(RedisRestoreScripts.load)]
    load.env = [requested, .value("DATA_DIR", Text(RedisPaths.data))]
    load.volumeMounts = [VolumeMount("data", at: RedisPaths.data)]
    return [fetch, load]
  }

  /// The CAs of the stores; a missing one blocks only restores from that store.
  func caVolumes() -> [Volume] {
    blueprint.topology.sitesByID.compactMap { owner in
      guard let (store, _) = blueprint.topology.bucket(of: owner, .redis),
        let secret = store.caSecret
      else { return nil }
      return Volume(
        caVolume(owner),
        .secret(name: secret.map(\.description), keys: ["ca.crt"], isOptional: true))
    }
  }

  private func caVolume(_ owner: Site) -> String { "s3-ca-\(owner.id.value)" }

  private func caMount(_ owner: Site) -> String { "/etc/s3-ca/\(owner.id.value)" }

  /// `FROM_DC1_`: the site in the spelling of environment variables.
  private func prefix(_ owner: Site) -> Text {
    owner.id.map { id in
      "FROM_" + id.description.uppercased().map { $0 == "-" ? "_" : String($0) }.joined() + "_"
    }
  }
}
