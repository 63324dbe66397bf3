import Diagnostics
import YAMLSyntax

/// Rules over alerts and probes.
enum MonitoringTable {
  private static let rule = "# sites/dc1/80-monitoring/prometheusrule-infisical.yaml\n"
  private static let empty =
    rule + "spec: {groups: [{name: g, rules: [{alert: Other, expr: up == 0}]}]}"

  /// Alerts of each PrometheusRule.
  private static func alerts(_ tree: OutputTree) -> [(OutputObject, [YAMLNode])] {
    tree.objects("PrometheusRule").map { object in
      (object, object.items("spec.groups").flatMap { $0.at("rules")?.items ?? [] })
    }
  }

  static let rules: [OutputRule] = [
    OutputRule(
      882, "no-split-brain-alert", .error, "MON-002", "Nobody is told of two primaries.",
      "Every minute makes both histories longer.", bad: [empty],
      check: { tree, findings in
        for (object, alerts) in alerts(tree)
        where !alerts.contains(where: {
          $0.text("expr")?.contains("by (site) (cnpg_pg_replication_in_recovery") == true
        }) {
          findings.report(
            object, nil, "no alert for two primaries", "count sites that accept writes")
        }
      }),
    OutputRule(
      883, "missing-alerts", .warning, "MON-003", "A site that runs a database lacks alerts.",
      "A stuck archive or an old backup is seen when it is needed.", bad: [empty],
      check: { tree, findings in
        for (object, alerts) in alerts(tree) {
          guard let cluster = object.site.flatMap(tree.liveCluster),
            cluster.node.at("metadata.annotations")?["cnpg.io/hibernation"]?.scalar?.text != "on"
          else { continue }
          let text = alerts.compactMap { $0.text("expr") }.joined(separator: "\n")
          guard !text.contains("RebuildStuck"),
            !alerts.contains(where: { $0.text("alert") == "InfisicalRebuildStuck" })
          else { continue }
          for (what, word) in [
            ("the archive", "pg_stat_archiver"),
            ("base backups", "last_available_backup_timestamp"),
            ("certificates", "certificate_expiration"),
          ] where !text.contains(word) {
            findings.report(object, nil, "no alert for \(what)", "add one")
          }
        }
      }),
    OutputRule(
      885, "false-replica-alarm", .warning, "MON-005",
      "A passive site alarms on a receiver that an archive-only replica does not have.",
      "It fires for ever, and is then ignored.",
      bad: [
        "# sites/dc2/80-monitoring/prometheusrule-infisical.yaml\nspec: {groups: [{name: g, rules: [{alert: A, expr: cnpg_pg_replication_in_recovery > cnpg_pg_replication_is_wal_receiver_up}]}]}"
      ],
      check: { tree, findings in
        for (object, alerts) in alerts(tree) {
          guard let site = object.site, tree.isPrimary(site) == false else { continue }
          for alert in alerts
          where alert.text("expr")?.contains("> cnpg_pg_replication_is_wal_receiver_up") == true {
            findings.report(object, alert, "the designated primary has no receiver", "alarm on lag")
          }
        }
      }),
    OutputRule(
      887, "no-heartbeat", .warning, "MON-007", "No alert that always fires.",
      "When alerting itself is down, silence looks like health.", bad: [empty],
      check: { tree, findings in
        for (object, alerts) in alerts(tree)
        where !alerts.contains(where: { $0.text("expr") == "vector(1)" }) {
          findings.report(object, nil, "no heartbeat", "vector(1), to a receiver that misses it")
        }
      }),
    OutputRule(
      888, "alert-without-runbook", .error, "MON-003", "An alert leads to no runbook.",
      "Whoever is woken has to begin from nothing.", bad: [empty],
      check: { tree, findings in
        for (object, alerts) in alerts(tree) {
          for alert in alerts where alert.at("annotations.runbook_url") == nil {
            findings.report(object, alert, "no runbook_url", "add it")
          }
        }
      }),
  ]
}
