import Diagnostics
import KubernetesModel
import TopologyModel

/// Infisical of a site: pods when active, none otherwise.
struct AppDeploymentEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    let name = context.topology.name.map(\.description)
    let selector = Component.app.selector(context)
    var pod = PodSpec(user: AppNames.user, containers: [container(context)])
    pod.serviceAccountName = name
    pod.terminationGracePeriodSeconds = 60
    pod.topologySpread = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map {
      TopologySpread(over: $0, labels: selector, perRevision: true)
    }
    pod.volumes = volumes(context)
    let origin = context.site.app.span ?? context.site.span
    let deployment = Deployment(
      metadata: context.metadata(name, .app), replicas: replicas(context), selector: selector,
      template: PodTemplate(labels: Component.app.labels(context), spec: pod))
    manifests.add(
      ServiceAccount(metadata: context.metadata(name, .app)), to: .app, origin: origin)
    manifests.add(deployment, to: .app, origin: origin)
  }

  /// Zero on every site but the active one; there the autoscaler owns the number when it is on, so
  /// that Git and the autoscaler do not fight (rule APP-023).
  private func replicas(_ context: SiteContext) -> Number? {
    guard context.plan.runsApp else { return Number(0, at: context.site.role.span) }
    return context.site.app.hpa.enabled.value ? nil : context.site.app.replicas
  }

  private func container(_ context: SiteContext) -> Container {
    var container = Container(
      "infisical", image: context.topology.version.map(\.description),
      resources: ResourceRequirements(context.site.app.resources))
    container.ports = [("http", AppNames.port)]
    if context.site.monitoring.enabled.value {
      container.ports.append(("metrics", AppNames.metricsPort))
    }
    container.env = AppEnvironment(context: context).list()
    container.volumeMounts = [
      VolumeMount("tmp", at: "/tmp"),
      VolumeMount("pg-ca", at: AppNames.databaseCA, isReadOnly: true),
    ]
    if context.site.redis.tls.value {
      container.volumeMounts.append(
        VolumeMount("redis-ca", at: RedisNames.tlsMount, isReadOnly: true))
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

  private func volumes(_ context: SiteContext) -> [Volume] {
    var volumes = [
      Volume("tmp", .emptyDir(sizeLimit: "1Gi", isMemory: false)),
      Volume(
        "pg-ca", .secret(name: "\(context.cluster(context.site))-ca", keys: ["ca.crt"])),
    ]
    if context.site.redis.tls.value {
      volumes.append(Volume("redis-ca", .secret(name: RedisNames.certificate, keys: ["ca.crt"])))
    }
    return volumes
  }
}
