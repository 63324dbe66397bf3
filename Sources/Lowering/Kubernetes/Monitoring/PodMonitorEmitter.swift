import Diagnostics
import KubernetesModel
import TopologyModel

/// PodMonitors of database and pooler, a ServiceMonitor of Infisical; every series carries the site.
struct PodMonitorEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let settings = blueprint.site.monitoring
    guard settings.enabled.value else { return }
    let cluster = blueprint.names.cluster
    add(
      cluster, .database, [("cnpg.io/cluster", cluster), ("cnpg.io/podRole", "instance")],
      blueprint,
      &manifests)
    if blueprint.site.postgres.pooler != nil, blueprint.plan.hasPooler {
      add(
        blueprint.names.pooler, .pooler, [("cnpg.io/poolerName", blueprint.names.pooler)],
        blueprint, &manifests)
    }
    addInfisical(blueprint, &manifests)
  }

  /// Infisical has a Service with a metrics port.
  private func addInfisical(_ blueprint: SiteBlueprint, _ manifests: inout SiteManifests) {
    let settings = blueprint.site.monitoring
    var monitor = ServiceMonitor(
      metadata: blueprint.metadata(blueprint.topology.name.map(\.description), .app),
      selector: SiteComponent.app.selector(blueprint), port: "metrics",
      interval: settings.interval.map(\.description))
    monitor.targetLabels = [("site", blueprint.site.id.map(\.description))]
    manifests.add(monitor, to: .monitoring, origin: settings.span ?? blueprint.site.span)
  }

  private func add(
    _ name: Text, _ component: SiteComponent, _ selector: TextPairs, _ blueprint: SiteBlueprint,
    _ manifests: inout SiteManifests
  ) {
    let settings = blueprint.site.monitoring
    var monitor = PodMonitor(
      metadata: blueprint.metadata(name, component), selector: selector, port: "metrics",
      interval: settings.interval.map(\.description))
    monitor.targetLabels = [("site", blueprint.site.id.map(\.description))]
    manifests.add(monitor, to: .monitoring, origin: settings.span ?? blueprint.site.span)
  }
}
