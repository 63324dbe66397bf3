import Diagnostics
import YAMLSyntax

/// Rules over alerts and probes.
enum MonitoringTable {
  private static let rule = "# sites/dc1/80-monitoring/prometheusrule-infisical.yaml\n"
  private static let empty =
    rule + "spec: {groups: [{name: g, rules: [{alert: Other, expr: up == 0}]}]}"

  /// Alerts of each PrometheusRule.
  private static func alerts(_ tree: GitOpsTree) -> [(TreeObject, [YAMLNode])] {
    tree.objects("PrometheusRule").map { object in
      (object, object.items("spec.groups").flatMap { $0.at("rules")?.items ?? [] })
    }
  }

  static let rules: [TreeRule] = [
    TreeRule(
      code: 882, name: "no-split-brain-alert", .error, catalogue: ["MON-002"],
      summary: "No alert for two primaries.",
      why: "Every minute adds to both histories.", bad: [empty],
      check: { tree, findings in
        for (object, alerts) in alerts(tree)
        where !alerts.contains(where: {
          $0.text("expr")?.contains("by (site) (cnpg_pg_replication_in_recovery") == true
        }) {
          findings.report(
            object, nil, "no alert for two primaries", help: "count the sites that accept writes")
        }
      }),
    TreeRule(
      code: 883, name: "missing-alerts", .warning, catalogue: ["MON-003"],
      summary: "A site that runs a database lacks alerts.",
      why: "A stuck archive or an old backup is noticed only when it is needed.", bad: [empty],
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
            findings.report(object, nil, "no alert for \(what)", help: "add one")
          }
        }
      }),
    TreeRule(
      code: 885, name: "false-replica-alarm", .warning, catalogue: ["MON-005"],
      summary:
        "A passive site alerts on a WAL receiver that an archive-only replica does not have.",
      why: "It fires permanently, and is then ignored.",
      bad: [
        "# sites/dc2/80-monitoring/prometheusrule-infisical.yaml\nspec: {groups: [{name: g, rules: [{alert: A, expr: cnpg_pg_replication_in_recovery > cnpg_pg_replication_is_wal_receiver_up}]}]}"
      ],
      check: { tree, findings in
        for (object, alerts) in alerts(tree) {
          guard let site = object.site, tree.isPrimary(site) == false else { continue }
          for alert in alerts
          where alert.text("expr")?.contains("> cnpg_pg_replication_is_wal_receiver_up") == true {
            findings.report(
              object, alert, "the designated primary has no receiver",
              help: "alert on the lag instead")
          }
        }
      }),
    TreeRule(
      code: 887, name: "no-heartbeat", .warning, catalogue: ["MON-007"],
      summary: "No alert that always fires.",
      why: "If alerting itself is down, silence looks healthy.", bad: [empty],
      check: { tree, findings in
        for (object, alerts) in alerts(tree)
        where !alerts.contains(where: { $0.text("expr") == "vector(1)" }) {
          findings.report(
            object, nil, "no heartbeat",
            help: "add `vector(1)`, sent to a receiver that notices its absence")
        }
      }),
    TreeRule(
      code: 888, name: "alert-without-runbook", .error, catalogue: ["MON-003"],
      summary: "An alert has no runbook.",
      why: "The person on call has to start from nothing.", bad: [empty],
      check: { tree, findings in
        for (object, alerts) in alerts(tree) {
          for alert in alerts
          where alert.at("annotations.runbook_url") == nil && alert.at("annotations.runbook") == nil
          {
            findings.report(
              object, alert, "the alert has no runbook",
              help: "add `runbook_url`, or `runbook` for a path in the tree")
          }
        }
      }),
  ]
}
