import Diagnostics
import KubernetesModel
import TopologyModel

/// PodMonitors of database and pooler, a ServiceMonitor of Infisical; every series carries the site.
struct PodMonitorEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    let settings = context.site.monitoring
    guard settings.enabled.value else { return }
    let cluster = context.cluster(context.site)
    add(
      cluster, .database, [("cnpg.io/cluster", cluster), ("cnpg.io/podRole", "instance")], context,
      &manifests)
    if context.site.postgres.pooler != nil, context.plan.hasPooler {
      add(
        context.pooler, .pooler, [("cnpg.io/poolerName", context.pooler)], context, &manifests)
    }
    addInfisical(context, &manifests)
  }

  /// Infisical has a Service with a metrics port.
  private func addInfisical(_ context: SiteContext, _ manifests: inout SiteManifests) {
    let settings = context.site.monitoring
    var monitor = ServiceMonitor(
      metadata: context.metadata(context.topology.name.map(\.description), .app),
      selector: Component.app.selector(context), port: "metrics",
      interval: settings.interval.map(\.description))
    monitor.targetLabels = [("site", context.site.id.map(\.description))]
    manifests.add(monitor, to: .monitoring, origin: settings.span ?? context.site.span)
  }

  private func add(
    _ name: Text, _ component: Component, _ selector: TextPairs, _ context: SiteContext,
    _ manifests: inout SiteManifests
  ) {
    let settings = context.site.monitoring
    var monitor = PodMonitor(
      metadata: context.metadata(name, component), selector: selector, port: "metrics",
      interval: settings.interval.map(\.description))
    monitor.targetLabels = [("site", context.site.id.map(\.description))]
    manifests.add(monitor, to: .monitoring, origin: settings.span ?? context.site.span)
  }
}
