import Diagnostics
import KubernetesModel
import TopologyModel

/// The Service that the ingress leads to.
struct AppServiceEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    var ports = [Service.Port(name: "http", port: SitePorts.app, targetPort: "http")]
    if blueprint.site.monitoring.enabled.value {
      ports.append(Service.Port(name: "metrics", port: SitePorts.appMetrics, targetPort: "metrics"))
    }
    let service = Service(
      metadata: blueprint.metadata(blueprint.topology.name.map(\.description), .app),
      selector: SiteComponent.app.selector(blueprint), ports: ports)
    manifests.add(service, to: .app, origin: blueprint.site.app.span ?? blueprint.site.span)
  }
}
