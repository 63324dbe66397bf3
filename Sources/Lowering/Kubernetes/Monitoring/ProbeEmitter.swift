import Diagnostics
import KubernetesModel
import TopologyModel

/// Probes of the global host and of every load balancer node, through a blackbox exporter
/// (rule MON-006).
struct ProbeEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let settings = blueprint.site.monitoring
    guard settings.enabled.value, let exporter = settings.blackboxExporter else { return }
    let app = blueprint.topology.name.map(\.description)
    let interval = settings.interval.map(\.description)
    let origin = settings.span ?? blueprint.site.span
    func add(_ name: Text, _ module: String, _ targets: [Text]) {
      guard !targets.isEmpty else { return }
      var probe = BlackboxProbe(
        metadata: blueprint.metadata(name, .platform), exporter: exporter, module: module,
        interval: interval, targets: targets)
      probe.labels = [("site", blueprint.site.id.map(\.description))]
      manifests.add(probe, to: .monitoring, origin: origin)
    }
    add("\(app)-global", "http_2xx", ["https://\(blueprint.topology.host)/api/status"])
    let balancer = blueprint.topology.globalLB
    let nodes =
      balancer.engine.value == .external
      ? []
      : balancer.nodes.map { node -> Text in
        "\(node.address.map(\.bracketed)):\(balancer.httpsPort)"
      }
    add("\(app)-balancers", "tcp_connect", nodes)
  }
}
