import Diagnostics
import YAMLSyntax

/// Rules over archives and backups.
enum ArchiveTable {
  private static let cluster = "# sites/dc1/40-database/cluster-infisical-db-dc1.yaml\n"
  private static let own = "# sites/dc1/30-object-storage/objectstore-pg-archive-dc1.yaml\n"
  private static let peer = "# sites/dc1/30-object-storage/objectstore-pg-archive-dc2.yaml\n"
  private static let backup =
    "# sites/dc1/40-database/scheduledbackup-infisical-db-dc1-base.yaml\n"

  static let rules: [OutputRule] = names + stores + backups

  /// The plugin that archives the WAL of a Cluster.
  private static func archiver(_ cluster: OutputObject) -> YAMLNode? {
    cluster.items("spec.plugins").first { $0.text("isWALArchiver") == "true" }
  }

  private static let names: [OutputRule] = [
    OutputRule(
      423, "implicit-server-name", .error, "ARC-003",
      "An archive is named by default instead of by a server name.",
      "The default is the local Cluster's name, even for the archive of another.",
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
            findings.report(cluster, plugin, "serverName is not written", "write it")
          }
        }
      }),
    OutputRule(
      425, "dead-archive", .error, "ARC-005",
      "A Cluster reads a peer's archive under another server name than the peer writes.",
      "It would follow an archive that nobody writes to any more.",
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
              cluster, read, "`\(name)` writes to `\(wanted)`", "raise the epoch in every site")
          }
        }
      }),
    OutputRule(
      448, "archive-of-two", .error, "ARC-001",
      "Two Clusters archive to one place.", "Each destroys the archive of the other.",
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
            "give each its own")
        }
      }),
    OutputRule(
      437, "two-archivers", .error, "ARC-017",
      "A Cluster archives by the plugin and by itself.", "The webhook refuses it.",
      bad: [cluster + "spec: {backup: {barmanObjectStore: {destinationPath: s3://a/}}}"],
      check: { tree, findings in
        for cluster in tree.objects("Cluster") where archiver(cluster) != nil {
          guard let node = cluster.at("spec.backup.barmanObjectStore") else { continue }
          findings.report(cluster, node, "two archivers in one Cluster", "leave one")
        }
      }),
  ]

  /// Names of the ObjectStores that a site's Clusters archive to.
  private static func written(_ tree: OutputTree, _ site: String?) -> [String] {
    tree.objects("Cluster").filter { $0.site == site }
      .compactMap { archiver($0)?.text("parameters.barmanObjectName") }
  }

  private static let stores: [OutputRule] = [
    OutputRule(
      427, "peer-credentials", .error, "ARC-007 and OBJ-012",
      "An ObjectStore of a peer uses credentials that write, or those of another purpose.",
      "One site that is broken into could destroy every archive.",
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
            findings.report(store, name, "`\(text)` writes elsewhere", "a read-only login")
          }
        }
      }),
    OutputRule(
      428, "retention-of-a-peer", .error, "ARC-008",
      "An ObjectStore that a site only reads has a retention.",
      "Two sites would delete from one archive.", bad: [peer + "spec: {retentionPolicy: 30d}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore") {
          let own = written(tree, store.site)
          // A Cluster that is being re-created writes nowhere.
          guard !own.isEmpty, !own.contains(store.name) else { continue }
          guard let node = store.at("spec.retentionPolicy") else { continue }
          findings.report(store, node, "retention in an archive that others write", "remove it")
        }
      }),
    OutputRule(
      429, "no-retention", .error, "ARC-009", "An ObjectStore that a site writes has no retention.",
      "It grows until the store is full.", bad: [own + "spec: {retentionPolicy: null}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore")
        where written(tree, store.site).contains(store.name)
          && store.at("spec.retentionPolicy") == nil
        {
          findings.report(store, nil, "no retention", "set retentionPolicy")
        }
      }),
    OutputRule(
      442, "slow-checkpoint", .warning, "ARC-022",
      "A base backup waits for the next checkpoint.", "In an incident those minutes count.",
      bad: [own + "spec: {configuration: {data: {immediateCheckpoint: false}}}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore")
        where written(tree, store.site).contains(store.name)
          && store.text("spec.configuration.data.immediateCheckpoint") != "true"
        {
          findings.report(
            store, store.at("spec.configuration.data"), "the backup waits for a checkpoint",
            "set immediateCheckpoint")
        }
      }),
    OutputRule(
      443, "server-name-in-store", .error, "ARC-023",
      "An ObjectStore of the plugin names a server.", "The API server refuses it.",
      bad: [own + "spec: {configuration: {serverName: x}}"],
      check: { tree, findings in
        for store in tree.objects("ObjectStore") {
          guard let node = store.at("spec.configuration.serverName") else { continue }
          findings.report(store, node, "serverName belongs to the Cluster's plugin", "remove it")
        }
      }),
    OutputRule(
      515, "unasked-checksums", .warning, "OBJ-015",
      "An ObjectStore of another vendor than Amazon lets the client send checksums.",
      "Many stores refuse them, and archiving stops.",
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
          findings.report(store, nil, "checksums are not switched off", "set both variables")
        }
      }),
  ]

  private static let backups: [OutputRule] = [
    OutputRule(
      433, "no-base-backup", .error, "ARC-013",
      "A Cluster that archives has no scheduled base backup.",
      "WAL without a base backup restores nothing.",
      bad: [backup + "spec: {cluster: {name: other}}"],
      check: { tree, findings in
        let scheduled = tree.objects("ScheduledBackup")
        for cluster in tree.objects("Cluster") where archiver(cluster) != nil {
          guard
            !scheduled.contains(where: {
              $0.site == cluster.site && $0.text("spec.cluster.name") == cluster.name
            })
          else { continue }
          findings.report(cluster, nil, "no ScheduledBackup", "add one")
        }
      }),
    OutputRule(
      434, "in-tree-backup-method", .error, "ARC-014",
      "A backup does not say that the plugin makes it.",
      "The default is the method that the Cluster does not have.",
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
              backup, backup.at("spec.method"), "the method is not the plugin",
              "method: plugin, with pluginConfiguration.name")
          }
        }
      }),
    OutputRule(
      444, "backup-of-primary", .warning, "ARC-024", "A base backup reads the primary.",
      "Standbys are there for it.", bad: [backup + "spec: {target: primary}"],
      check: { tree, findings in
        for backup in tree.objects("ScheduledBackup", "Backup")
        where backup.text("spec.target") == "primary" {
          findings.report(
            backup, backup.at("spec.target"), "the primary is read", "prefer-standby")
        }
      }),
  ]
}
