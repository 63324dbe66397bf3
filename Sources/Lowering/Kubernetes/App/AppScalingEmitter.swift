import Diagnostics
import KubernetesModel
import TopologyModel

/// Autoscaler and disruption budget of Infisical; both only where it runs (rule APP-002).
struct AppScalingEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.plan.runsApp else { return }
    let name = blueprint.topology.name.map(\.description)
    let settings = blueprint.site.app
    if settings.hpa.enabled.value, !blueprint.plan.isStarting {
      let scaler = HorizontalPodAutoscaler(
        metadata: blueprint.metadata(name, .app), deployment: name,
        minReplicas: settings.minReplicas, maxReplicas: settings.hpa.max,
        cpuPercent: settings.hpa.cpuPercent)
      manifests.add(
        scaler, to: .app, origin: settings.hpa.span ?? settings.span ?? blueprint.site.span)
    }
    let budget = PodDisruptionBudget(
      metadata: blueprint.metadata(name, .app), selector: SiteComponent.app.selector(blueprint))
    manifests.add(budget, to: .app, origin: settings.span ?? blueprint.site.span)
  }
}
