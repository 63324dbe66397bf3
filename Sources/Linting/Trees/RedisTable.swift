import Diagnostics
import YAMLSyntax

/// Rules over Redis and its backups.
enum RedisTable {
  private static let configuration = "# sites/dc1/50-redis/configmap-redis-conf.yaml\n"
  private static let job = "# sites/dc1/50-redis/cronjob-redis-backup.yaml\n"
  private static let passive = "# sites/dc2/50-redis/cronjob-redis-backup.yaml\n"

  static let rules: [TreeRule] = server + backup + charts

  /// Directives of every `redis.conf`, with its ConfigMap.
  private static func directives(_ tree: GitOpsTree) -> [(TreeObject, [[Substring]])] {
    tree.objects("ConfigMap").compactMap { object in
      guard let text = object.node.at("data")?["redis.conf"]?.scalar?.text else { return nil }
      return (object, text.split(separator: "\n").map { $0.split(separator: " ") })
    }
  }

  private static let server: [TreeRule] = [
    TreeRule(
      code: 554, name: "evicting-redis", .error, catalogue: ["RED-004"],
      summary: "Redis evicts keys when its memory is full.",
      why: "Jobs in the queues disappear silently.",
      bad: [
        configuration + "data: {redis.conf: \"appendonly yes\\nmaxmemory-policy allkeys-lru\\n\"}"
      ],
      check: { tree, findings in
        for (object, lines) in directives(tree)
        where !lines.contains(["maxmemory-policy", "noeviction"]) {
          findings.report(
            object, object.at("data"), "keys may be evicted",
            help: "set maxmemory-policy noeviction")
        }
      }),
    TreeRule(
      code: 555, name: "volatile-redis", .error, catalogue: ["RED-005"],
      summary: "Redis does not persist data.",
      why: "Queues and sessions are lost with every restart.",
      bad: [configuration + "data: {redis.conf: \"maxmemory-policy noeviction\\nmaxmemory 1\\n\"}"],
      check: { tree, findings in
        for (object, lines) in directives(tree) where !lines.contains(["appendonly", "yes"]) {
          findings.report(
            object, object.at("data"), "no data is persisted", help: "set appendonly yes")
        }
      }),
    TreeRule(
      code: 564, name: "unbounded-redis", .warning, catalogue: ["RED-014"],
      summary: "Redis may use all of its container's memory.",
      why: "The copy forked for a snapshot then kills it.",
      bad: [
        configuration + "data: {redis.conf: \"appendonly yes\\nmaxmemory-policy noeviction\\n\"}"
      ],
      check: { tree, findings in
        for (object, lines) in directives(tree) {
          let limit = lines.first { $0.first == "maxmemory" }?.dropFirst().first
          guard limit == nil || limit == "0" else { continue }
          findings.report(
            object, object.at("data"), "maxmemory is not set",
            help: "set three quarters of the limit")
        }
      }),
  ]

  private static let backup: [TreeRule] = [
    TreeRule(
      code: 556, name: "backup-of-a-standby", .error, catalogue: ["RED-006"],
      summary: "Redis is backed up in a site that is not active.",
      why: "The newest backup would be that of an empty server.",
      bad: [passive + "spec: {suspend: false}"],
      check: { tree, findings in
        for job in tree.objects("CronJob") where job.name == "redis-backup" {
          guard let site = job.site, tree.isPrimary(site) == false,
            job.text("spec.suspend") != "true"
          else { continue }
          findings.report(job, job.at("spec.suspend"), "the site is not active", help: "suspend it")
        }
      }),
    TreeRule(
      code: 558, name: "unmountable-volume", .error, catalogue: ["RED-008"],
      summary: "Only one pod can mount Redis's data volume.",
      why: "A backup that reads it never starts.",
      bad: [
        "# sites/dc1/50-redis/statefulset-redis.yaml\nspec: {volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOncePod]}}]}"
      ],
      check: { tree, findings in
        for set in tree.objects("StatefulSet") {
          for claim in set.items("spec.volumeClaimTemplates") {
            guard let modes = claim.at("spec.accessModes"),
              modes.items?.contains(where: { $0.scalar?.text == "ReadWriteOncePod" }) == true
            else { continue }
            findings.report(set, modes, "only one pod can mount it", help: "ReadWriteOnce")
          }
        }
      }),
    TreeRule(
      code: 571, name: "overlapping-jobs", .error, catalogue: ["RED-021"],
      summary: "A scheduled Job can overlap with itself, or run forever.",
      why: "Two dumps at the same time double the load, and a stuck one blocks all that follow.",
      bad: [job + "spec: {concurrencyPolicy: Allow}"],
      check: { tree, findings in
        for job in tree.objects("CronJob") {
          let isBounded =
            job.text("spec.concurrencyPolicy") == "Forbid"
            && job.at("spec.jobTemplate.spec.activeDeadlineSeconds") != nil
            && job.at("spec.startingDeadlineSeconds") != nil
          if !isBounded {
            findings.report(
              job, job.at("spec.concurrencyPolicy"), "the Job can overlap or hang",
              help: "set concurrencyPolicy Forbid, and both deadlines")
          }
        }
      }),
    TreeRule(
      code: 572, name: "unbounded-dump", .warning, catalogue: ["RED-022"],
      summary: "The volume for a dump has no size limit.",
      why: "A large dump evicts the node's other pods.",
      bad: [
        job
          + "spec: {jobTemplate: {spec: {template: {spec: {volumes: [{name: work, emptyDir: {}}]}}}}}"
      ],
      check: { tree, findings in
        for job in tree.objects("CronJob") where job.name == "redis-backup" {
          for volume in job.items("spec.jobTemplate.spec.template.spec.volumes") {
            guard let scratch = volume.at("emptyDir"), scratch.at("sizeLimit") == nil else {
              continue
            }
            findings.report(job, volume, "missing sizeLimit", help: "set more than maxmemory")
          }
        }
      }),
    TreeRule(
      code: 553, name: "replicated-redis", .error, catalogue: ["RED-003", "RED-001"],
      summary: "Redis replicates, or runs as a cluster.",
      why: "Queued jobs would run twice, and Infisical does not support cluster mode here.",
      bad: [
        configuration
          + "data: {redis.conf: \"appendonly yes\\nmaxmemory 1\\nmaxmemory-policy noeviction\\nreplicaof 10.0.0.1 6379\\n\"}"
      ],
      check: { tree, findings in
        for (object, lines) in directives(tree) {
          let words = ["replicaof", "slaveof", "cluster-enabled"]
          guard lines.contains(where: { words.contains(String($0.first ?? "")) }) else { continue }
          findings.report(
            object, object.at("data"), "Redis is not standalone", help: "run one instance per site")
        }
      }),
  ]

  private static let chart =
    "# sites/dc1/50-redis/helmrelease-redis.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: redis}\n"

  private static let charts: [TreeRule] = [
    TreeRule(
      code: 566, name: "refused-chart-image", .error, catalogue: ["RED-016"],
      summary: "Bitnami's chart with an image from another repository, without allowing it.",
      why: "The chart rejects it.",
      bad: [
        chart
          + "spec: {chart: {spec: {chart: redis}}, values: {architecture: standalone, image: {repository: bitnamilegacy/redis}}}"
      ],
      check: { tree, findings in
        for release in tree.objects("HelmRelease")
        where release.text("spec.chart.spec.chart") == "redis" {
          guard let image = release.at("spec.values.image.repository"),
            release.text("spec.values.global.security.allowInsecureImages") != "true"
          else { continue }
          findings.report(
            release, image, "the chart rejects the image",
            help: "global.security.allowInsecureImages")
        }
      }),
    TreeRule(
      code: 567, name: "replicated-chart", .error, catalogue: ["RED-017"],
      summary: "Bitnami's chart in its default architecture.",
      why: "The default is replication.",
      bad: [chart + "spec: {chart: {spec: {chart: redis}}, values: {}}"],
      check: { tree, findings in
        for release in tree.objects("HelmRelease")
        where release.text("spec.chart.spec.chart") == "redis"
          && release.text("spec.values.architecture") != "standalone"
        {
          findings.report(
            release, release.at("spec.values"), "the chart replicates", help: "standalone")
        }
      }),
  ]
}
