import Diagnostics
import YAMLSyntax

/// Rules over CloudNativePG Clusters and Poolers that differ only in the field they look at.
enum ClusterTable {
  private static let dc1 = "# sites/dc1/40-database/cluster-infisical-db-dc1.yaml\n"

  static let rules: [TreeRule] = placement + roles + safety + bootstrap

  /// Reports every Cluster in which `fault` finds a node.
  private static func each(
    _ message: String, _ help: String, _ fault: @escaping @Sendable (TreeObject) -> YAMLNode?
  ) -> @Sendable (GitOpsTree, inout TreeFindings) -> Void {
    { tree, findings in
      for cluster in tree.objects("Cluster") {
        if let node = fault(cluster) { findings.report(cluster, node, message, help: help) }
      }
    }
  }

  private static let placement: [TreeRule] = [
    TreeRule(
      code: 307, name: "preferred-with-names", .error, catalogue: ["PG-007"],
      summary: "`dataDurability: preferred` together with standby names.",
      why: "CloudNativePG's webhook rejects it.",
      bad: [
        dc1 + "spec: {postgresql: {synchronous: {dataDurability: preferred, standbyNamesPre: [x]}}}"
      ],
      check: each("preferred durability with standby names", "remove the names") {
        $0.text("spec.postgresql.synchronous.dataDurability") == "preferred"
          ? $0.at("spec.postgresql.synchronous.standbyNamesPre")
            ?? $0.at("spec.postgresql.synchronous.standbyNamesPost") : nil
      }),
    TreeRule(
      code: 309, name: "two-synchronous-forms", .error, catalogue: ["PG-009"],
      summary: "The old and new forms of synchronous replication in one Cluster.",
      why: "CloudNativePG's webhook rejects it.",
      bad: [dc1 + "spec: {minSyncReplicas: 1, maxSyncReplicas: 1}"],
      check: each("minSyncReplicas together with synchronous", "remove the old fields") {
        $0.at("spec.postgresql.synchronous") == nil
          ? nil : $0.at("spec.minSyncReplicas") ?? $0.at("spec.maxSyncReplicas")
      }),
    TreeRule(
      code: 312, name: "zones-not-spread", .warning, catalogue: ["PG-012"],
      summary: "A Cluster has a topology spread constraint that is not over zones.",
      why: "Losing a zone can then take every instance.",
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
    TreeRule(
      code: 324, name: "shared-wal-volume", .warning, catalogue: ["PG-024"],
      summary: "A Cluster without a WAL volume.",
      why: "While archiving is stuck, WAL fills the data volume.",
      bad: [dc1 + "spec: {walStorage: null}"],
      check: each("missing walStorage", "set it") {
        $0.at("spec.walStorage") == nil ? $0.node : nil
      }),
    TreeRule(
      code: 340, name: "no-disruption-budget", .warning, catalogue: ["PG-040"],
      summary: "A Cluster without disruption budgets.",
      why: "A drain may evict the primary and its standbys at the same time.",
      bad: [dc1 + "spec: {enablePDB: false}"],
      check: each("enablePDB is off", "leave it on") {
        $0.text("spec.enablePDB") == "false" ? $0.at("spec.enablePDB") : nil
      }),
    TreeRule(
      code: 341, name: "supervised-update", .warning, catalogue: ["PG-041"],
      summary: "Updates of a Cluster wait for manual approval.",
      why: "The topology names no approver; with one instance, the webhook rejects it.",
      bad: [dc1 + "spec: {primaryUpdateStrategy: supervised}"],
      check: each("updates wait for manual approval", "use unsupervised") {
        $0.text("spec.primaryUpdateStrategy") == "supervised"
          ? $0.at("spec.primaryUpdateStrategy") : nil
      }),
    TreeRule(
      code: 342, name: "deprecated-pod-monitor", .warning, catalogue: ["PG-042"],
      summary: "A Cluster creates its own PodMonitor.",
      why: "The field is deprecated, and the labels of its series cannot be set.",
      bad: [dc1 + "spec: {monitoring: {enablePodMonitor: true}}"],
      check: each("enablePodMonitor is on", "emit a PodMonitor") {
        $0.text("spec.monitoring.enablePodMonitor") == "true"
          ? $0.at("spec.monitoring.enablePodMonitor") : nil
      }),
  ]

  private static let roles: [TreeRule] = [
    TreeRule(
      code: 327, name: "unlisted-replica-name", .error, catalogue: ["PG-027"],
      summary: "A name in `replica` is not an external cluster.",
      why: "CloudNativePG's webhook rejects it.",
      bad: [dc1 + "spec: {replica: {source: infisical-db-dc9}}"],
      check: { tree, findings in
        for cluster in tree.objects("Cluster") {
          let names = cluster.items("spec.externalClusters").compactMap { $0.text("name") }
          for field in ["self", "primary", "source"] {
            guard let node = cluster.at("spec.replica.\(field)"), let name = node.scalar?.text,
              !names.contains(name)
            else { continue }
            findings.report(
              cluster, node, "replica.\(field) `\(name)` is not an external cluster",
              help: "list every site")
          }
        }
      }),
    TreeRule(
      code: 328, name: "missing-external-cluster", .error, catalogue: ["PG-028"],
      summary:
        "A Cluster does not list every Cluster of the distributed topology, including itself.",
      why: "A site that is not listed cannot be followed after a change of roles.",
      bad: [dc1 + "spec: {externalClusters: [{name: infisical-db-dc1}]}"],
      check: { tree, findings in
        let live = tree.objects("Cluster").filter { $0.at("spec.replica") != nil }
        for cluster in live {
          let names = cluster.items("spec.externalClusters").compactMap { $0.text("name") }
          for other in live where !names.contains(other.name) {
            findings.report(
              cluster, cluster.at("spec.externalClusters"), "`\(other.name)` is not listed",
              help: "list every site")
          }
        }
      }),
    TreeRule(
      code: 329, name: "replica-enabled-with-primary", .error, catalogue: ["PG-029"],
      summary: "`replica.enabled` together with `replica.primary`.",
      why: "They belong to two different kinds of replica clusters; the webhook rejects both.",
      bad: [dc1 + "spec: {replica: {enabled: true}}"],
      check: each("replica.enabled together with replica.primary", "leave `enabled` out") {
        $0.at("spec.replica.primary") == nil ? nil : $0.at("spec.replica.enabled")
      }),
    TreeRule(
      code: 330, name: "replica-of-nothing", .error, catalogue: ["PG-030"],
      summary: "A replica Cluster that would not start as a copy.",
      why: "The webhook rejects it; if recreated, it would be an empty database.",
      bad: [
        "# sites/dc2/40-database/cluster-infisical-db-dc2.yaml\nspec: {bootstrap: {recovery: null}}"
      ],
      check: each("the replica has no bootstrap", "set recovery or pg_basebackup") {
        let isReplica =
          $0.at("spec.replica.primary") != nil
          && $0.text("spec.replica.primary") != $0.text("spec.replica.self")
        let methods = ["initdb", "recovery", "pg_basebackup"]
        return isReplica && !methods.contains(where: $0.hasBootstrap) ? $0.node : nil
      }),
    TreeRule(
      code: 335, name: "delayed-promotion", .error, catalogue: ["PG-035"],
      summary: "A delayed replica carries a promotion token.", why: "The webhook rejects it.",
      bad: [dc1 + "spec: {replica: {minApplyDelay: 1h, promotionToken: e30=}}"],
      check: each(
        "minApplyDelay together with promotionToken", "remove the delay in an earlier commit"
      ) {
        $0.at("spec.replica.promotionToken") == nil ? nil : $0.at("spec.replica.minApplyDelay")
      }),
    TreeRule(
      code: 350, name: "demotion-and-promotion", .error, catalogue: ["PG-050"],
      summary: "Two Clusters of one tree claim to be the primary.",
      why:
        "Demotion and promotion in one commit are a failover: the old primary must be re-cloned.",
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
            cluster, cluster.at("spec.replica.primary"),
            "a second Cluster claims to be the primary",
            help: "make one commit for each step")
        }
      }),
  ]

  private static let safety: [TreeRule] = [
    TreeRule(
      code: 355, name: "unverified-streaming", .error, catalogue: ["PG-032"],
      summary: "Streaming between sites without verified TLS.",
      why: "WAL, which contains every secret's row, could be read or modified in transit.",
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
                help: "set sslmode verify-full with key, certificate and CA")
            }
          }
        }
      }),
    TreeRule(
      code: 334, name: "names-beside-certificate", .error, catalogue: ["PG-034"],
      summary: "Alternative names together with a custom server certificate.",
      why:
        "The names apply to the certificate that CloudNativePG creates; the webhook rejects both.",
      bad: [dc1 + "spec: {certificates: {serverTLSSecret: own, serverAltDNSNames: [a]}}"],
      check: each(
        "serverAltDNSNames together with serverTLSSecret", "add the names to the certificate"
      ) {
        $0.at("spec.certificates.serverTLSSecret") == nil
          ? nil : $0.at("spec.certificates.serverAltDNSNames")
      }),
    TreeRule(
      code: 337, name: "superuser-access", .warning, catalogue: ["PG-037"],
      summary: "The superuser of a Cluster can log in.",
      why: "Nothing here requires it.", bad: [dc1 + "spec: {enableSuperuserAccess: true}"],
      check: each("enableSuperuserAccess is on", "disable it") {
        $0.text("spec.enableSuperuserAccess") == "true" ? $0.at("spec.enableSuperuserAccess") : nil
      }),
    TreeRule(
      code: 344, name: "no-isolation-check", .warning, catalogue: ["PG-044"],
      summary: "The isolation check of a primary is off.",
      why: "A primary that is isolated from everything keeps accepting writes.",
      bad: [dc1 + "spec: {probes: {liveness: {isolationCheck: {enabled: false}}}}"],
      check: each("isolationCheck is off", "leave it on") {
        $0.text("spec.probes.liveness.isolationCheck.enabled") == "false"
          ? $0.at("spec.probes.liveness.isolationCheck.enabled") : nil
      }),
    TreeRule(
      code: 352, name: "hand-fenced", .warning, catalogue: ["PG-052"],
      summary: "A manifest fences instances of a Cluster that is not hibernated.",
      why:
        "The operator sets that annotation itself during a demotion; only a site that must not run at all has it in its manifest.",
      bad: [dc1 + "metadata: {annotations: {cnpg.io/fencedInstances: '[\"*\"]'}}"],
      check: each("cnpg.io/fencedInstances belongs to the operator", "remove it") {
        let annotations = $0.node.at("metadata.annotations")
        guard annotations?["cnpg.io/hibernation"]?.scalar?.text != "on" else { return nil }
        return annotations?["cnpg.io/fencedInstances"]
      }),
    TreeRule(
      code: 353, name: "safety-off", .error, catalogue: ["PG-053"],
      summary: "An annotation disables a safety check of CloudNativePG.",
      why:
        "The checks prevent two writers on one archive, and invalid Clusters.",
      bad: [dc1 + "metadata: {annotations: {cnpg.io/skipEmptyWalArchiveCheck: enabled}}"],
      check: each("a safety check is disabled", "remove the annotation") { cluster in
        [
          "cnpg.io/skipWalArchiving", "cnpg.io/skipEmptyWalArchiveCheck", "cnpg.io/validation",
        ].compactMap { cluster.node.at("metadata.annotations")?[$0] }.first
      }),
    TreeRule(
      code: 343, name: "shared-cluster-name", .error, catalogue: ["PG-043"],
      summary: "Two Clusters of a site have the same name.",
      why: "One would be recovered over the other.",
      bad: [
        "# sites/dc1/60-app/second.yaml\napiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: infisical-db-dc1, namespace: infisical}\nspec: {instances: 1, walStorage: {size: 1Gi}, storage: {size: 1Gi}}"
      ],
      check: { tree, findings in
        let clusters = tree.objects("Cluster")
        for (_, again) in clusters.repeats(by: { "\($0.site ?? "")/\($0.name)" }) {
          findings.report(
            again, again.at("metadata.name"), "duplicate Cluster `\(again.name)`",
            help: "rename one")
        }
      }),
    TreeRule(
      code: 345, name: "broken-pooler", .error, catalogue: ["PG-045"],
      summary: "A Pooler has the name of its Cluster, or a template without containers.",
      why: "The webhook rejects it.",
      bad: [
        "# sites/dc1/40-database/pooler-a.yaml\napiVersion: postgresql.cnpg.io/v1\nkind: Pooler\nmetadata: {name: a}\nspec: {cluster: {name: a}, instances: 1, type: rw, pgbouncer: {poolMode: session}}"
      ],
      check: { tree, findings in
        for pooler in tree.objects("Pooler") {
          if pooler.text("spec.cluster.name") == pooler.name {
            findings.report(
              pooler, pooler.at("metadata.name"), "the Pooler has the name of its Cluster",
              help: "rename it")
          }
          if let template = pooler.at("spec.template"), template.at("spec.containers") == nil {
            findings.report(
              pooler, template, "the template has no containers", help: "add an empty list")
          }
        }
      }),
  ]

  private static let bootstrap: [TreeRule] = [
    TreeRule(
      code: 348, name: "foreign-encoding", .error, catalogue: ["PG-048"],
      summary: "A database is not encoded in UTF-8.",
      why: "Infisical's names and values are UTF-8.",
      bad: [dc1 + "spec: {bootstrap: {initdb: {encoding: LATIN1}}}"],
      check: each("the encoding is not UTF8", "write UTF8") {
        guard let initdb = $0.at("spec.bootstrap.initdb") else { return nil }
        return initdb.text("encoding") == "UTF8" ? nil : initdb
      }),
    TreeRule(
      code: 349, name: "no-checksums", .warning, catalogue: ["PG-049"],
      summary: "A database without page checksums.",
      why: "Silent corruption is replicated to every site.",
      bad: [dc1 + "spec: {bootstrap: {initdb: {dataChecksums: false}}}"],
      check: each("dataChecksums is off", "enable it") {
        guard let initdb = $0.at("spec.bootstrap.initdb") else { return nil }
        return initdb.text("dataChecksums") == "true" ? nil : initdb
      }),
  ]
}

extension TreeObject {
  /// Whether the Cluster begins by one of the methods.
  fileprivate func hasBootstrap(_ method: String) -> Bool { at("spec.bootstrap.\(method)") != nil }
}
