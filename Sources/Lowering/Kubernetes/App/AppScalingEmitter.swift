import Diagnostics
import KubernetesModel
import TopologyModel

/// Autoscaler and disruption budget of Infisical; both only where it runs (rule APP-002).
struct AppScalingEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.plan.runsApp else { return }
    let name = context.topology.name.map(\.description)
    let settings = context.site.app
    if settings.hpa.enabled.value {
      let scaler = HorizontalPodAutoscaler(
        metadata: context.metadata(name, .app), deployment: name,
        minReplicas: settings.hpa.min ?? settings.replicas, maxReplicas: settings.hpa.max,
        cpuPercent: settings.hpa.cpuPercent)
      manifests.add(
        scaler, to: .app, origin: settings.hpa.span ?? settings.span ?? context.site.span)
    }
    let budget = PodDisruptionBudget(
      metadata: context.metadata(name, .app), selector: Component.app.selector(context))
    manifests.add(budget, to: .app, origin: settings.span ?? context.site.span)
  }
}
