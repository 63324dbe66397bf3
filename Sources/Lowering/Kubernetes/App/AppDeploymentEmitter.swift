import Diagnostics
import KubernetesModel
import TopologyModel

/// Infisical of a site: pods when active, none otherwise.
struct AppDeploymentEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let name = blueprint.topology.name.map(\.description)
    let selector = SiteComponent.app.selector(blueprint)
    var pod = blueprint.pod(user: AppPaths.user, containers: [container(blueprint)])
    pod.serviceAccountName = name
    pod.terminationGracePeriodSeconds = 60
    pod.topologySpread = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map {
      TopologySpread(over: $0, labels: selector, perRevision: true)
    }
    pod.volumes = volumes(blueprint)
    let origin = blueprint.site.app.span ?? blueprint.site.span
    let deployment = Deployment(
      metadata: blueprint.metadata(name, .app), replicas: replicas(blueprint), selector: selector,
      template: PodTemplate(labels: SiteComponent.app.labels(blueprint), spec: pod))
    manifests.add(
      ServiceAccount(metadata: blueprint.metadata(name, .app)), to: .app, origin: origin)
    manifests.add(deployment, to: .app, origin: origin)
  }

  /// Zero on every site but the active one; there the autoscaler owns the number when it is on, so
  /// that Git and the autoscaler do not fight (rule APP-023), except while it starts.
  private func replicas(_ blueprint: SiteBlueprint) -> Number? {
    guard blueprint.plan.runsApp else { return Number(0, at: blueprint.site.role.span) }
    let settings = blueprint.site.app
    return settings.hpa.enabled.value && !blueprint.plan.isStarting ? nil : settings.minReplicas
  }

  private func container(_ blueprint: SiteBlueprint) -> Container {
    var container = Container(
      "infisical", image: blueprint.topology.version.map(\.description),
      resources: ResourceRequirements(blueprint.site.app.resources))
    container.ports = [("http", SitePorts.app)]
    if blueprint.site.monitoring.enabled.value {
      container.ports.append(("metrics", SitePorts.appMetrics))
    }
    container.env = AppEnvironment(blueprint: blueprint).list()
    container.volumeMounts = [
      VolumeMount("tmp", at: "/tmp"),
      VolumeMount("pg-ca", at: AppPaths.databaseCA, isReadOnly: true),
    ]
    if blueprint.site.redis.tls.value {
      container.volumeMounts.append(
        VolumeMount("redis-ca", at: RedisPaths.tlsMount, isReadOnly: true))
    }
    // The only endpoint. It proves that the process lives, not that the database answers.
    let status = Probe.Action.httpGet(path: "/api/status", port: "http")
    // Boot waits up to five minutes for the migration lock: six minutes in all (rule APP-021).
    container.startupProbe = Probe(status, periodSeconds: 5, failureThreshold: 72)
    container.readinessProbe = Probe(status, periodSeconds: 5)
    container.livenessProbe = Probe(
      status, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6)
    return container
  }

  private func volumes(_ blueprint: SiteBlueprint) -> [Volume] {
    var volumes = [
      Volume("tmp", .emptyDir(sizeLimit: "1Gi", isMemory: false)),
      Volume(
        "pg-ca", .secret(name: "\(blueprint.names.cluster)-ca", keys: ["ca.crt"])),
    ]
    if blueprint.site.redis.tls.value {
      volumes.append(
        Volume("redis-ca", .secret(name: blueprint.names.redisCertificate, keys: ["ca.crt"])))
    }
    return volumes
  }
}
