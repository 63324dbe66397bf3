import Diagnostics
import YAMLSyntax

/// Rules over archives and backups.
enum ArchiveTable {
  private static let cluster = "# sites/dc1/40-database/cluster-infisical-db-dc1.yaml\n"
  private static let own = "# sites/dc1/30-object-storage/objectstore-pg-archive-dc1.yaml\n"
  private static let peer = "# sites/dc1/30-object-storage/objectstore-pg-archive-dc2.yaml\n"
  private static let backup =
    "# sites/dc1/40-database/scheduledbackup-infisical-db-dc1-base.yaml\n"

  static let rules: [TreeRule] = names + stores + backups

  /// The plugin that archives the WAL of a Cluster.
  private static func archiver(_ cluster: TreeObject) -> YAMLNode? {
    cluster.items("spec.plugins").first { $0.text("isWALArchiver") == "true" }
  }

  private static let names: [TreeRule] = [
    TreeRule(
      code: 423, name: "implicit-server-name", .error, catalogue: ["ARC-003"],
      summary: "An archive has no explicit server name.",
      why: "The default is the local Cluster's name, even for the archive of another Cluster.",
      bad: [
        cluster
          + "spec: {plugins: [{name: barman-cloud.cloudnative-pg.io, isWALArchiver: true, parameters: {barmanObjectName: pg-archive-dc1}}]}"
      ],
      check: { tree, findings in
        for cluster in tree.objects("Cluster") {
          let plugins =
            cluster.items("spec.plugins")
            + cluster.items("spec.externalClusters").compactMap { $0.at("plugin") }
          for plugin in plugins where plugin.text("parameters.serverName") == nil {
            findings.report(cluster, plugin, "serverName is not set", help: "write it")
          }
        }
      }),
    TreeRule(
      code: 425, name: "dead-archive", .error, catalogue: ["ARC-005"],
      summary:
        "A Cluster reads a peer's archive under a different server name than the peer writes.",
      why: "It would follow an archive that is no longer written.",
      bad: [
        "# sites/dc2/40-database/cluster-infisical-db-dc2.yaml\nspec: {externalClusters: [{name: infisical-db-dc2}, {name: infisical-db-dc1, plugin: {parameters: {barmanObjectName: pg-archive-dc1, serverName: infisical-db-dc1-e9}}}]}"
      ],
      check: { tree, findings in
        var written: [String: String] = [:]
        for cluster in tree.objects("Cluster") {
          written[cluster.name] = archiver(cluster)?.text("parameters.serverName")
        }
        for cluster in tree.objects("Cluster") {
          for external in cluster.items("spec.externalClusters") {
            guard let name = external.text("name"), let wanted = written[name],
              let read = external.at("plugin.parameters.serverName"),
              read.scalar?.text != wanted
            else { continue }
            findings.report(
              cluster, read, "`\(name)` writes to `\(wanted)`",
              help: "raise the epoch in every site")
          }
        }
      }),
    TreeRule(
      code: 448, name: "archive-of-two", .error, catalogue: ["ARC-001"],
      summary: "Two Clusters archive to the same place.", why: "Each destroys the other's archive.",
      bad: [
        "# sites/dc2/40-database/cluster-infisical-db-dc2.yaml\nspec: {plugins: [{name: barman-cloud.cloudnative-pg.io, isWALArchiver: true, parameters: {barmanObjectName: pg-archive-dc2, serverName: infisical-db-dc1-e1}}]}"
      ],
      check: { tree, findings in
        let writers = tree.objects("Cluster").filter { archiver($0) != nil }
        for (first, again) in writers.repeats(by: {
          archiver($0)?.text("parameters.serverName") ?? ""
        }) {
          findings.report(
            again, archiver(again), "`\(first.name)` archives under the same server name",
            help: "use different numbers")
        }
      }),
    TreeRule(
      code: 437, name: "two-archivers", .error, catalogue: ["ARC-017"],
      summary: "A Cluster archives both through the plugin and in-tree.",
      why: "The webhook rejects it.",
      bad: [cluster + "spec: {backup: {barmanObjectStore: {destinationPath: s3://a/}}}"],
      check: { tree, findings in
        for cluster in tree.objects("Cluster") where archiver(cluster) != nil {
          guard let node = cluster.at("spec.backup.barmanObjectStore") else { continue }
          findings.report(cluster, node, "two archivers in one Cluster", help: "leave one")
        }
      }),
  ]

  /// Names of the ObjectStores that a site's Clusters archive to.
  private static func written(_ tree: GitOpsTree, _ site: String?) -> [String] {
    tree.objects("Cluster").filter { $0.site == site }
      .compactMap { archiver($0)?.text("parameters.barmanObjectName") }
  }

  private static let stores: [TreeRule] = [
    TreeRule(
      code: 427, name: "peer-credentials", .error, catalogue: ["ARC-007", "OBJ-012"],
      summary:
        "A peer's ObjectStore uses credentials that can write, or those for another purpose.",
      why: "A single compromised site could destroy every archive.",
      bad: [
        peer
          + "spec: {configuration: {s3Credentials: {accessKeyId: {name: s3-pg-dc1-rw}, secretAccessKey: {name: s3-pg-dc1-rw}}}}"
      ],
      check: { tree, findings in
        let key = "spec.configuration.s3Credentials.accessKeyId.name"
        let stores = tree.objects("ObjectStore")
        // The stores of a site that a login opens.
        let opened = Dictionary(grouping: stores) {
          ["\($0.site ?? "")", $0.text(key) ?? ""]
        }
        for store in stores {
          let name = store.at(key)
          guard let text = name?.scalar?.text else { continue }
          let twins = opened[["\(store.site ?? "")", text]] ?? []
          guard twins.contains(where: { $0.name != store.name }), text.hasSuffix("-rw") else {
            continue
          }
          if !written(tree, store.site).contains(store.name) {
            findings.report(
              store, name, "`\(text)` has write access elsewhere", help: "use a read-only login")
          }
        }
      }),
    TreeRule(
      code: 428, name: "retention-of-a-peer", .error, catalogue: ["ARC-008"],
      summary: "A read-only ObjectStore has a retention.",
      why: "Two sites would delete from the same archive.",
      bad: [peer + "spec: {retentionPolicy: 30d}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore") {
          let own = written(tree, store.site)
          // A Cluster that is being re-created writes nowhere.
          guard !own.isEmpty, !own.contains(store.name) else { continue }
          guard let node = store.at("spec.retentionPolicy") else { continue }
          findings.report(
            store, node, "retention in an archive that another site writes", help: "remove it")
        }
      }),
    TreeRule(
      code: 429, name: "no-retention", .error, catalogue: ["ARC-009"],
      summary: "The ObjectStore of a site's own archive has no retention.",
      why: "It grows until the store is full.", bad: [own + "spec: {retentionPolicy: null}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore")
        where written(tree, store.site).contains(store.name)
          && store.at("spec.retentionPolicy") == nil
        {
          findings.report(store, nil, "no retention", help: "set retentionPolicy")
        }
      }),
    TreeRule(
      code: 442, name: "slow-checkpoint", .warning, catalogue: ["ARC-022"],
      summary: "A base backup waits for the next checkpoint.",
      why: "In an incident, these minutes count.",
      bad: [own + "spec: {configuration: {data: {immediateCheckpoint: false}}}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore")
        where written(tree, store.site).contains(store.name)
          && store.text("spec.configuration.data.immediateCheckpoint") != "true"
        {
          findings.report(
            store, store.at("spec.configuration.data"), "the backup waits for a checkpoint",
            help: "set immediateCheckpoint")
        }
      }),
    TreeRule(
      code: 443, name: "server-name-in-store", .error, catalogue: ["ARC-023"],
      summary: "An ObjectStore of the plugin sets a server name.",
      why: "The API server rejects it.",
      bad: [own + "spec: {configuration: {serverName: x}}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore") {
          guard let node = store.at("spec.configuration.serverName") else { continue }
          findings.report(
            store, node, "serverName belongs to the Cluster's plugin", help: "remove it")
        }
      }),
    TreeRule(
      code: 515, name: "unasked-checksums", .warning, catalogue: ["OBJ-015"],
      summary: "An ObjectStore outside Amazon S3 lets the client send checksums.",
      why: "Many stores reject them, and archiving stops.",
      bad: [own + "spec: {instanceSidecarConfiguration: null}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore") {
          let endpoint = store.text("spec.configuration.endpointURL") ?? ""
          guard !endpoint.isEmpty, !endpoint.contains(".amazonaws.com") else { continue }
          let names = store.items("spec.instanceSidecarConfiguration.env").compactMap {
            $0.text("name")
          }
          let wanted = ["AWS_REQUEST_CHECKSUM_CALCULATION", "AWS_RESPONSE_CHECKSUM_VALIDATION"]
          guard !wanted.allSatisfy(names.contains) else { continue }
          findings.report(store, nil, "checksums are not disabled", help: "set both variables")
        }
      }),
  ]

  private static let backups: [TreeRule] = [
    TreeRule(
      code: 433, name: "no-base-backup", .error, catalogue: ["ARC-013"],
      summary: "A Cluster that archives has no scheduled base backup.",
      why: "WAL without a base backup restores nothing.",
      bad: [backup + "spec: {cluster: {name: other}}"],
      check: { tree, findings in
        let scheduled = tree.objects("ScheduledBackup")
        for cluster in tree.objects("Cluster") where archiver(cluster) != nil {
          guard
            !scheduled.contains(where: {
              $0.site == cluster.site && $0.text("spec.cluster.name") == cluster.name
            })
          else { continue }
          findings.report(cluster, nil, "no ScheduledBackup", help: "add one")
        }
      }),
    TreeRule(
      code: 434, name: "in-tree-backup-method", .error, catalogue: ["ARC-014"],
      summary: "A backup does not select the plugin.",
      why: "The default method is one that the Cluster does not have.",
      bad: [backup + "spec: {method: null}"],
      check: { tree, findings in
        for backup in tree.objects("ScheduledBackup", "Backup") {
          let cluster = tree.objects("Cluster").first {
            $0.site == backup.site && $0.name == backup.text("spec.cluster.name")
          }
          guard let cluster, archiver(cluster) != nil else { continue }
          if backup.text("spec.method") != "plugin"
            || backup.at("spec.pluginConfiguration.name") == nil
          {
            findings.report(
              backup, backup.at("spec.method"), "the backup does not use the plugin",
              help: "set method: plugin, with pluginConfiguration.name")
          }
        }
      }),
    TreeRule(
      code: 444, name: "backup-of-primary", .warning, catalogue: ["ARC-024"],
      summary: "A base backup reads the primary.",
      why: "Standbys can serve it instead.", bad: [backup + "spec: {target: primary}"],
      check: { tree, findings in
        for backup in tree.objects("ScheduledBackup", "Backup")
        where backup.text("spec.target") == "primary" {
          findings.report(
            backup, backup.at("spec.target"), "the backup reads the primary", help: "prefer-standby"
          )
        }
      }),
  ]
}
