import Diagnostics
import KubernetesModel
import TopologyModel

/// A drill: the newest backup recovered beside a passive site's Cluster, and one Infisical on it that
/// reaches nothing else.
struct DrillEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard let drill = blueprint.topology.operation.drill,
      drill.site.value == blueprint.site.id.value
    else { return }
    let cluster: Text = "\(blueprint.names.cluster)-drill-\(drill.name)"
    SideCluster(blueprint: blueprint, name: cluster, target: nil, origin: drill.span)
      .emit(into: &manifests)
    let name: Text = "\(blueprint.topology.name)-drill-\(drill.name)"
    let selector: TextPairs = [
      ("app.kubernetes.io/name", "infisical"),
      ("app.kubernetes.io/instance", name),
      (SiteComponent.label, Text(SiteComponent.drill.rawValue)),
    ]
    var metadata = ObjectMeta(name: name, namespace: blueprint.namespace)
    metadata.labels =
      selector + [
        ("app.kubernetes.io/part-of", "infisical"), ("app.kubernetes.io/managed-by", "redoubt"),
        ("redoubt.dev/site", blueprint.site.id.map(\.description)),
      ]
    let deployment = Deployment(
      metadata: metadata, replicas: 1, selector: selector,
      template: PodTemplate(labels: metadata.labels, spec: pod(blueprint, cluster)))
    manifests.add(deployment, to: .app, origin: drill.span)
    manifests.add(policy(blueprint, metadata, selector, cluster), to: .app, origin: drill.span)
  }

  private func pod(_ blueprint: SiteBlueprint, _ cluster: Text) -> PodSpec {
    var app = Container(
      "infisical", image: blueprint.topology.version.map(\.description),
      resources: ResourceRequirements(blueprint.site.app.resources))
    app.ports = [("http", SitePorts.app)]
    app.env = AppEnvironment(blueprint: blueprint).isolated(cluster: cluster)
    app.volumeMounts = [
      VolumeMount("tmp", at: "/tmp"),
      VolumeMount("pg-ca", at: AppPaths.databaseCA, isReadOnly: true),
    ]
    let status = Probe.Action.httpGet(path: "/api/status", port: "http")
    app.startupProbe = Probe(status, periodSeconds: 5, failureThreshold: 72)
    app.readinessProbe = Probe(status, periodSeconds: 5)
    // Empty and forgotten with the pod: jobs of the live Redis must not run twice.
    var redis = Container(
      "redis", image: blueprint.site.redis.image.map(\.description),
      resources: ResourceRequirements(cpu: "100m", memory: "256Mi", memoryLimit: "256Mi"))
    redis.command = [
      "redis-server", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
      "--maxmemory-policy", "noeviction", "--dir", "/tmp",
    ]
    redis.volumeMounts = [VolumeMount("tmp", at: "/tmp")]
    var pod = blueprint.pod(user: AppPaths.user, containers: [app, redis])
    pod.volumes = [
      Volume("tmp", .emptyDir(sizeLimit: "1Gi", isMemory: false)),
      Volume("pg-ca", .secret(name: "\(cluster)-ca", keys: ["ca.crt"])),
    ]
    return pod
  }

  /// Always emitted, whatever `network.policies` says: a drill that reached the world would send
  /// webhooks and rotate secrets.
  private func policy(
    _ blueprint: SiteBlueprint, _ metadata: ObjectMeta, _ selector: TextPairs, _ cluster: Text
  ) -> NetworkPolicy {
    var policy = NetworkPolicy(metadata: metadata, podSelector: selector)
    policy.egress =
      [NetworkPolicy.Flow([.pods([("cnpg.io/cluster", cluster)])], [NetworkFlows.postgres])]
      + NetworkFlows(blueprint: blueprint).dns
    return policy
  }
}
