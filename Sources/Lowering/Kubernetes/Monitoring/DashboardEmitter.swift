import Diagnostics
import KubernetesModel
import TopologyModel
import YAMLSyntax

/// A Grafana dashboard as a ConfigMap, for the sidecar that looks for the label `grafana_dashboard`.
struct DashboardEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let settings = blueprint.site.monitoring
    guard settings.enabled.value else { return }
    let app = blueprint.topology.name.map(\.description)
    var metadata = blueprint.metadata("\(app)-dashboard", .platform)
    metadata.labels.append(("grafana_dashboard", "1"))
    let json = String(decoding: JSONPrinter.print(dashboard(blueprint)), as: UTF8.self)
    let object = ConfigMap(metadata: metadata, data: [("infisical.json", Text(json))])
    manifests.add(object, to: .monitoring, origin: settings.span ?? blueprint.site.span)
  }

  private struct Panel {
    let title: String
    let unit: String
    let expression: String
    let legend: String
  }

  private func panels(_ blueprint: SiteBlueprint) -> [Panel] {
    let namespace = blueprint.namespace.value
    let app = blueprint.names.app.value
    let backup = blueprint.names.redisBackup.value
    let pods = "namespace=\"\(namespace)\""
    return [
      Panel(
        title: "Sites that accept writes", unit: "none",
        expression: "count by (site) (cnpg_pg_replication_in_recovery{\(pods)} == 0)",
        legend: "{{site}}"),
      Panel(
        title: "Pods of Infisical", unit: "none",
        expression:
          "kube_deployment_status_replicas_available{\(pods),deployment=\"\(app)\"}",
        legend: "ready"),
      Panel(
        title: "Seconds since the last WAL was archived", unit: "s",
        expression: "max by (site) (cnpg_pg_stat_archiver_seconds_since_last_archival{\(pods)})",
        legend: "{{site}}"),
      Panel(
        title: "Replication lag", unit: "s",
        expression: "min by (site) (cnpg_pg_replication_lag{\(pods)})", legend: "{{site}}"),
      Panel(
        title: "Age of the last base backup", unit: "s",
        expression:
          "time() - max by (site) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{\(pods)})",
        legend: "{{site}}"),
      Panel(
        title: "Age of the last Redis backup", unit: "s",
        expression:
          "time() - kube_cronjob_status_last_successful_time{\(pods),cronjob=\"\(backup)\"}",
        legend: backup),
      Panel(
        title: "Connections to PostgreSQL", unit: "none",
        expression: "sum by (site, pod) (cnpg_backends_total{\(pods)})", legend: "{{site}} {{pod}}"),
      Panel(
        title: "Free space of volumes", unit: "percentunit",
        expression:
          "kubelet_volume_stats_available_bytes{\(pods)} / kubelet_volume_stats_capacity_bytes{\(pods)}",
        legend: "{{persistentvolumeclaim}}"),
    ]
  }

  private func dashboard(_ blueprint: SiteBlueprint) -> YAMLNode {
    let name = blueprint.topology.name.value.description
    return YAMLMapping.build { board in
      board.set("uid", "infisical-\(name)")
      board.set("title", "Infisical, \(name)")
      board.set("schemaVersion", 39)
      board.set("refresh", "30s")
      board.nested("time") {
        $0.set("from", "now-6h")
        $0.set("to", "now")
      }
      board.list("tags", ["infisical", "redoubt"])
      board.list(
        "panels",
        panels(blueprint).enumerated().map { position, panel in
          self.panel(panel, position)
        })
    }
  }

  private func panel(_ panel: Panel, _ position: Int) -> YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("id", position + 1)
      yaml.set("type", "timeseries")
      yaml.set("title", panel.title)
      yaml.nested("gridPos") {
        $0.set("h", 8)
        $0.set("w", 12)
        $0.set("x", position % 2 * 12)
        $0.set("y", position / 2 * 8)
      }
      yaml.nested("fieldConfig") { $0.nested("defaults") { $0.set("unit", panel.unit) } }
      let target = YAMLMapping.build {
        $0.set("refId", "A")
        $0.set("expr", panel.expression)
        $0.set("legendFormat", panel.legend)
      }
      yaml.list("targets", [target])
    }
  }
}
