import Diagnostics
import YAMLSyntax

/// Rules over CloudNativePG Clusters and Poolers that differ only in the field they look at.
enum ClusterTable {
  private static let dc1 = "# sites/dc1/40-database/cluster-infisical-db-dc1.yaml\n"

  static let rules: [OutputRule] = placement + roles + safety + bootstrap

  /// Reports every Cluster in which `fault` finds a node.
  private static func each(
    _ message: String, _ help: String, _ fault: @escaping @Sendable (OutputObject) -> YAMLNode?
  ) -> @Sendable (OutputTree, inout OutputFindings) -> Void {
    { tree, findings in
      for cluster in tree.objects("Cluster") {
        if let node = fault(cluster) { findings.report(cluster, node, message, help) }
      }
    }
  }

  private static let placement: [OutputRule] = [
    OutputRule(
      307, "preferred-with-names", .error, "PG-007",
      "`dataDurability: preferred` together with names of standbys.",
      "CloudNativePG's webhook refuses it.",
      bad: [
        dc1 + "spec: {postgresql: {synchronous: {dataDurability: preferred, standbyNamesPre: [x]}}}"
      ],
      check: each("preferred durability with names of standbys", "leave the names out") {
        $0.text("spec.postgresql.synchronous.dataDurability") == "preferred"
          ? $0.at("spec.postgresql.synchronous.standbyNamesPre")
            ?? $0.at("spec.postgresql.synchronous.standbyNamesPost") : nil
      }),
    OutputRule(
      309, "two-synchronous-forms", .error, "PG-009",
      "The old and the new form of synchronous replication in one Cluster.",
      "CloudNativePG's webhook refuses it.",
      bad: [dc1 + "spec: {minSyncReplicas: 1, maxSyncReplicas: 1}"],
      check: each("minSyncReplicas beside synchronous", "leave the old fields out") {
        $0.at("spec.postgresql.synchronous") == nil
          ? nil : $0.at("spec.minSyncReplicas") ?? $0.at("spec.maxSyncReplicas")
      }),
    OutputRule(
      312, "zones-not-spread", .warning, "PG-012",
      "A Cluster with a constraint on spread that does not name zones.",
      "The loss of a zone can then take every instance.",
      bad: [
        dc1
          + "spec: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]}"
      ],
      check: each("instances are not spread over zones", "spread over topology.kubernetes.io/zone")
      {
        let constraints = $0.items("spec.topologySpreadConstraints")
        guard let first = constraints.first else { return nil }
        return constraints.contains { $0.text("topologyKey") == "topology.kubernetes.io/zone" }
          ? nil : first
      }),
    OutputRule(
      324, "shared-wal-volume", .warning, "PG-024", "A Cluster without a volume for WAL.",
      "While the archive is stuck, WAL fills the volume of the data.",
      bad: [dc1 + "spec: {walStorage: null}"],
      check: each("there is no walStorage", "set it") {
        $0.at("spec.walStorage") == nil ? $0.node : nil
      }),
    OutputRule(
      340, "no-disruption-budget", .warning, "PG-040", "A Cluster without disruption budgets.",
      "A drain may take the primary and its standbys at once.",
      bad: [dc1 + "spec: {enablePDB: false}"],
      check: each("enablePDB is off", "leave it on") {
        $0.text("spec.enablePDB") == "false" ? $0.at("spec.enablePDB") : nil
      }),
    OutputRule(
      341, "supervised-update", .warning, "PG-041", "Updates of a Cluster wait for a person.",
      "Nobody is named who would come; with one instance the webhook refuses it.",
      bad: [dc1 + "spec: {primaryUpdateStrategy: supervised}"],
      check: each("updates wait for a person", "use unsupervised") {
        $0.text("spec.primaryUpdateStrategy") == "supervised"
          ? $0.at("spec.primaryUpdateStrategy") : nil
      }),
    OutputRule(
      342, "deprecated-pod-monitor", .warning, "PG-042", "A Cluster makes its own PodMonitor.",
      "The field is deprecated, and the labels of its series cannot be set.",
      bad: [dc1 + "spec: {monitoring: {enablePodMonitor: true}}"],
      check: each("enablePodMonitor is on", "emit a PodMonitor") {
        $0.text("spec.monitoring.enablePodMonitor") == "true"
          ? $0.at("spec.monitoring.enablePodMonitor") : nil
      }),
  ]

  private static let roles: [OutputRule] = [
    OutputRule(
      327, "unlisted-replica-name", .error, "PG-027",
      "A name in `replica` is no external cluster.", "CloudNativePG's webhook refuses it.",
      bad: [dc1 + "spec: {replica: {source: infisical-db-dc9}}"],
      check: { tree, findings in
        for cluster in tree.objects("Cluster") {
          let names = cluster.items("spec.externalClusters").compactMap { $0.text("name") }
          for field in ["self", "primary", "source"] {
            guard let node = cluster.at("spec.replica.\(field)"), let name = node.scalar?.text,
              !names.contains(name)
            else { continue }
            findings.report(
              cluster, node, "replica.\(field) `\(name)` is no external cluster", "list every site")
          }
        }
      }),
    OutputRule(
      328, "missing-external-cluster", .error, "PG-028",
      "A Cluster does not list every Cluster of the distributed topology, itself included.",
      "A site that is not listed cannot be followed after a change of roles.",
      bad: [dc1 + "spec: {externalClusters: [{name: infisical-db-dc1}]}"],
      check: { tree, findings in
        let live = tree.objects("Cluster").filter { $0.at("spec.replica") != nil }
        for cluster in live {
          let names = cluster.items("spec.externalClusters").compactMap { $0.text("name") }
          for other in live where !names.contains(other.name) {
            findings.report(
              cluster, cluster.at("spec.externalClusters"), "`\(other.name)` is not listed",
              "list every site")
          }
        }
      }),
    OutputRule(
      329, "replica-enabled-with-primary", .error, "PG-029",
      "`replica.enabled` together with `replica.primary`.",
      "They belong to two different kinds of replica cluster; the webhook refuses both.",
      bad: [dc1 + "spec: {replica: {enabled: true}}"],
      check: each("replica.enabled beside replica.primary", "leave `enabled` out") {
        $0.at("spec.replica.primary") == nil ? nil : $0.at("spec.replica.enabled")
      }),
    OutputRule(
      330, "replica-of-nothing", .error, "PG-030",
      "A replica Cluster that would not begin as a copy.",
      "The webhook refuses it; created anew it would be an empty database.",
      bad: [
        "# sites/dc2/40-database/cluster-infisical-db-dc2.yaml\nspec: {bootstrap: {recovery: null}}"
      ],
      check: each("the replica has no bootstrap", "recovery or pg_basebackup") {
        let isReplica =
          $0.at("spec.replica.primary") != nil
          && $0.text("spec.replica.primary") != $0.text("spec.replica.self")
        let methods = ["initdb", "recovery", "pg_basebackup"]
        return isReplica && !methods.contains(where: $0.hasBootstrap) ? $0.node : nil
      }),
    OutputRule(
      335, "delayed-promotion", .error, "PG-035",
      "A delayed replica carries a promotion token.", "The webhook refuses it.",
      bad: [dc1 + "spec: {replica: {minApplyDelay: 1h, promotionToken: e30=}}"],
      check: each("minApplyDelay beside promotionToken", "remove the delay in an earlier commit") {
        $0.at("spec.replica.promotionToken") == nil ? nil : $0.at("spec.replica.minApplyDelay")
      }),
    OutputRule(
      350, "demotion-and-promotion", .error, "PG-050",
      "Two Clusters of one tree call themselves the primary.",
      "Demotion and promotion in one commit are a failover, and ruin the old primary.",
      bad: [
        "# sites/dc2/40-database/cluster-infisical-db-dc2.yaml\nspec: {replica: {primary: infisical-db-dc2}}"
      ],
      check: { tree, findings in
        let primaries = tree.objects("Cluster").filter { cluster in
          cluster.at("spec.replica.self") != nil
            && cluster.text("spec.replica.primary") == cluster.text("spec.replica.self")
            && cluster.node.at("metadata.annotations")?["cnpg.io/hibernation"]?.scalar?.text != "on"
        }
        for cluster in primaries.dropFirst() {
          findings.report(
            cluster, cluster.at("spec.replica.primary"), "a second Cluster calls itself primary",
            "one commit for each step")
        }
      }),
  ]

  private static let safety: [OutputRule] = [
    OutputRule(
      355, "unverified-streaming", .error, "PG-032",
      "Streaming between sites without verified TLS.",
      "WAL, and with it every secret's row, could be read or replaced on the way.",
      bad: [
        dc1
          + "spec: {externalClusters: [{name: infisical-db-dc1}, {name: infisical-db-dc2, connectionParameters: {host: x, sslmode: require}}]}"
      ],
      check: { tree, findings in
        for cluster in tree.objects("Cluster") {
          for external in cluster.items("spec.externalClusters") {
            guard let connection = external.at("connectionParameters") else { continue }
            let isVerified =
              connection.text("sslmode") == "verify-full"
              && ["sslKey", "sslCert", "sslRootCert"].allSatisfy { external.at($0) != nil }
            if !isVerified {
              findings.report(
                cluster, connection, "the connection is not verified",
                "sslmode verify-full with key, certificate and CA")
            }
          }
        }
      }),
    OutputRule(
      334, "names-beside-certificate", .error, "PG-034",
      "Alternative names beside a certificate of one's own.",
      "The names belong to the certificate that CloudNativePG makes; the webhook refuses both.",
      bad: [dc1 + "spec: {certificates: {serverTLSSecret: own, serverAltDNSNames: [a]}}"],
      check: each("serverAltDNSNames beside serverTLSSecret", "put the names into the certificate")
      {
        $0.at("spec.certificates.serverTLSSecret") == nil
          ? nil : $0.at("spec.certificates.serverAltDNSNames")
      }),
    OutputRule(
      337, "superuser-access", .warning, "PG-037", "The superuser of a Cluster can log in.",
      "Nothing here needs it.", bad: [dc1 + "spec: {enableSuperuserAccess: true}"],
      check: each("enableSuperuserAccess is on", "leave it off") {
        $0.text("spec.enableSuperuserAccess") == "true" ? $0.at("spec.enableSuperuserAccess") : nil
      }),
    OutputRule(
      344, "no-isolation-check", .warning, "PG-044", "The isolation check of a primary is off.",
      "A primary that is cut off from everybody goes on accepting writes.",
      bad: [dc1 + "spec: {probes: {liveness: {isolationCheck: {enabled: false}}}}"],
      check: each("isolationCheck is off", "leave it on") {
        $0.text("spec.probes.liveness.isolationCheck.enabled") == "false"
          ? $0.at("spec.probes.liveness.isolationCheck.enabled") : nil
      }),
    OutputRule(
      352, "hand-fenced", .warning, "PG-052", "A manifest manages the fencing of instances.",
      "The operator sets that annotation itself during a demotion.",
      bad: [dc1 + "metadata: {annotations: {cnpg.io/fencedInstances: '[\"*\"]'}}"],
      check: each("cnpg.io/fencedInstances belongs to the operator", "remove it") {
        $0.node.at("metadata.annotations")?["cnpg.io/fencedInstances"]
      }),
    OutputRule(
      353, "safety-off", .error, "PG-053", "An annotation switches a safety of CloudNativePG off.",
      "They keep one archive from being written by two, or a wrong Cluster from being accepted.",
      bad: [dc1 + "metadata: {annotations: {cnpg.io/skipEmptyWalArchiveCheck: enabled}}"],
      check: each("a safety is switched off", "remove the annotation") { cluster in
        [
          "cnpg.io/skipWalArchiving", "cnpg.io/skipEmptyWalArchiveCheck", "cnpg.io/validation",
        ].compactMap { cluster.node.at("metadata.annotations")?[$0] }.first
      }),
    OutputRule(
      343, "shared-cluster-name", .error, "PG-043", "Two Clusters of a site have one name.",
      "One would be recovered over the other.",
      bad: [
        "# sites/dc1/60-app/second.yaml\napiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: infisical-db-dc1, namespace: infisical}\nspec: {instances: 1, walStorage: {size: 1Gi}, storage: {size: 1Gi}}"
      ],
      check: { tree, findings in
        let clusters = tree.objects("Cluster")
        for (_, again) in clusters.repeats(by: { "\($0.site ?? "")/\($0.name)" }) {
          findings.report(
            again, again.at("metadata.name"), "`\(again.name)` is there twice", "rename one")
        }
      }),
    OutputRule(
      345, "broken-pooler", .error, "PG-045",
      "A Pooler has the name of its Cluster, or a template without containers.",
      "The webhook refuses it.",
      bad: [
        "# sites/dc1/40-database/pooler-a.yaml\napiVersion: postgresql.cnpg.io/v1\nkind: Pooler\nmetadata: {name: a}\nspec: {cluster: {name: a}, instances: 1, type: rw, pgbouncer: {poolMode: session}}"
      ],
      check: { tree, findings in
        for pooler in tree.objects("Pooler") {
          if pooler.text("spec.cluster.name") == pooler.name {
            findings.report(
              pooler, pooler.at("metadata.name"), "the Pooler has the name of its Cluster",
              "rename it")
          }
          if let template = pooler.at("spec.template"), template.at("spec.containers") == nil {
            findings.report(pooler, template, "the template has no containers", "add an empty list")
          }
        }
      }),
  ]

  private static let bootstrap: [OutputRule] = [
    OutputRule(
      348, "foreign-encoding", .error, "PG-048", "A database is not in UTF-8.",
      "Names and values of Infisical are.",
      bad: [dc1 + "spec: {bootstrap: {initdb: {encoding: LATIN1}}}"],
      check: each("the encoding is not UTF8", "write UTF8") {
        guard let initdb = $0.at("spec.bootstrap.initdb") else { return nil }
        return initdb.text("encoding") == "UTF8" ? nil : initdb
      }),
    OutputRule(
      349, "no-checksums", .warning, "PG-049", "A database without checksums of its pages.",
      "Silent corruption is replicated to every site.",
      bad: [dc1 + "spec: {bootstrap: {initdb: {dataChecksums: false}}}"],
      check: each("dataChecksums is off", "switch it on") {
        guard let initdb = $0.at("spec.bootstrap.initdb") else { return nil }
        return initdb.text("dataChecksums") == "true" ? nil : initdb
      }),
  ]
}

extension OutputObject {
  /// Whether the Cluster begins by one of the methods.
  fileprivate func hasBootstrap(_ method: String) -> Bool { at("spec.bootstrap.\(method)") != nil }
}
