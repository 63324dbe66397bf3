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
    let monitor = ServiceMonitor(
      metadata: blueprint.metadata(blueprint.names.app, .app),
      blueprint.scrapeTarget(SiteComponent.app.selector(blueprint)))
    manifests.add(monitor, to: .monitoring, origin: settings.span ?? blueprint.site.span)
  }

  private func add(
    _ name: Text, _ component: SiteComponent, _ selector: TextPairs, _ blueprint: SiteBlueprint,
    _ manifests: inout SiteManifests
  ) {
    let settings = blueprint.site.monitoring
    let monitor = PodMonitor(
      metadata: blueprint.metadata(name, component), blueprint.scrapeTarget(selector))
    manifests.add(monitor, to: .monitoring, origin: settings.span ?? blueprint.site.span)
  }
}

extension SiteBlueprint {
  /// What a monitor of the site scrapes; every series carries the site.
  func scrapeTarget(
    _ selector: TextPairs, port: String = "metrics", path: String? = nil, isSecured: Bool = false
  ) -> ScrapeTarget {
    ScrapeTarget(
      selector: selector, port: port, interval: site.monitoring.interval.map(\.description),
      path: path, isSecured: isSecured, targetLabels: [("site", site.id.map(\.description))])
  }
}
