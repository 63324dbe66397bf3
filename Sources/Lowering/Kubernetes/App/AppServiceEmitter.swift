import Diagnostics
import KubernetesModel
import TopologyModel

/// The Service that the ingress leads to.
struct AppServiceEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    var ports = [Service.Port(name: "http", port: AppNames.port, targetPort: "http")]
    if context.site.monitoring.enabled.value {
      ports.append(Service.Port(name: "metrics", port: AppNames.metricsPort, targetPort: "metrics"))
    }
    let service = Service(
      metadata: context.metadata(context.topology.name.map(\.description), .app),
      selector: Component.app.selector(context), ports: ports)
    manifests.add(service, to: .app, origin: context.site.app.span ?? context.site.span)
  }
}
