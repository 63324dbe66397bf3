import Diagnostics
import YAMLSyntax

/// Rules over Infisical's workload.
enum AppTable {
  private static let app = "# sites/dc1/60-app/deployment-infisical.yaml\n"
  private static let passive = "# sites/dc2/60-app/deployment-infisical.yaml\n"
  private static let budget = "# sites/dc1/60-app/poddisruptionbudget-infisical.yaml\n"

  static let rules: [OutputRule] = running + environment + shape

  /// The Deployments of Infisical that serve; drills are none.
  private static func deployments(_ tree: OutputTree) -> [OutputObject] {
    tree.objects("Deployment").filter {
      $0.node.at("metadata.labels")?["app.kubernetes.io/component"]?.scalar?.text == "app"
    }
  }

  private static func container(_ deployment: OutputObject) -> YAMLNode? {
    deployment.items("spec.template.spec.containers").first
  }

  private static func variable(_ deployment: OutputObject, _ name: String) -> YAMLNode? {
    container(deployment)?.at("env")?.items?.first { $0.text("name") == name }
  }

  private static func change(_ env: String) -> String {
    app + "spec: {template: {spec: {containers: [{name: infisical, env: [\(env)]}]}}}"
  }

  private static let running: [OutputRule] = [
    OutputRule(
      601, "running-passive-site", .error, "APP-001",
      "Infisical runs in a site that is not active.",
      "Its page of status looks healthy, its workers and migrations run on a replica.",
      bad: [passive + "spec: {replicas: 3}"],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard let site = deployment.site, tree.isPrimary(site) == false,
            deployment.text("spec.replicas") != "0"
          else { continue }
          findings.report(
            deployment, deployment.at("spec.replicas"), "the site is not active", "replicas: 0")
        }
      }),
    OutputRule(
      602, "scaling-passive-site", .error, "APP-002",
      "An autoscaler of Infisical in a site that is not active.", "It would start pods there.",
      bad: [
        "# sites/dc2/60-app/horizontalpodautoscaler-infisical.yaml\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: infisical}\nspec: {maxReplicas: 8}"
      ],
      check: { tree, findings in
        for scaler in tree.objects("HorizontalPodAutoscaler") {
          guard let site = scaler.site, tree.isPrimary(site) == false else { continue }
          findings.report(scaler, nil, "the site is not active", "no autoscaler")
        }
      }),
    OutputRule(
      604, "undrainable", .error, "APP-004", "A disruption budget allows no disruption.",
      "No node of the cluster can be drained.",
      bad: [budget + "spec: {maxUnavailable: 0}"],
      check: { tree, findings in
        for budget in tree.objects("PodDisruptionBudget") {
          let most = budget.text("spec.maxUnavailable")
          guard most == "0" || most == "0%" || budget.text("spec.minAvailable") == "100%" else {
            continue
          }
          findings.report(
            budget, budget.at("spec.maxUnavailable"), "nothing may be drained", "maxUnavailable: 1")
        }
      }),
    OutputRule(
      605, "no-app-budget", .warning, "APP-005", "Infisical runs without a disruption budget.",
      "A drain may stop all pods at once.",
      bad: [budget + "spec: {selector: {matchLabels: {a: b}}}"],
      check: { tree, findings in
        for deployment in deployments(tree) where deployment.text("spec.replicas") != "0" {
          let labels = deployment.at("spec.template.metadata.labels")
          let isCovered = tree.objects("PodDisruptionBudget").contains { budget in
            budget.site == deployment.site
              && (budget.at("spec.selector.matchLabels")?.entries ?? []).allSatisfy { entry in
                labels?[entry.key.scalar?.text ?? ""]?.scalar?.text == entry.value.scalar?.text
              }
          }
          if !isCovered { findings.report(deployment, nil, "no budget selects it", "add one") }
        }
      }),
  ]

  private static let environment: [OutputRule] = [
    OutputRule(
      608, "shared-key", .error, "APP-008",
      "`ENCRYPTION_KEY` and `AUTH_SECRET` are one, or one of them is missing.",
      "Whoever has the one can then read what the other protects.",
      bad: [
        change(
          "{name: ENCRYPTION_KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}, {name: AUTH_SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}"
        )
      ],
      check: { tree, findings in
        for deployment in deployments(tree) {
          let keys = ["ENCRYPTION_KEY", "AUTH_SECRET"].map { name -> String? in
            let reference = variable(deployment, name)?.at("valueFrom.secretKeyRef")
            guard let secret = reference?.text("name"), let key = reference?.text("key") else {
              return nil
            }
            return "\(secret)/\(key)"
          }
          if keys.contains(nil) || keys[0] == keys[1] {
            findings.report(
              deployment, container(deployment), "the keys are not two",
              "a key of a Secret for each")
          }
        }
      }),
    OutputRule(
      612, "local-listener", .error, "APP-012", "Infisical does not listen on all addresses.",
      "Its default is localhost, where no ingress reaches it.",
      bad: [change("{name: HOST, value: localhost}")],
      check: { tree, findings in
        for deployment in deployments(tree)
        where variable(deployment, "HOST")?.text("value") != "0.0.0.0" {
          findings.report(
            deployment, variable(deployment, "HOST"), "HOST is not 0.0.0.0", "HOST=0.0.0.0")
        }
      }),
    OutputRule(
      614, "foreign-database", .error, "APP-014",
      "Infisical writes to a database of another site.",
      "After a takeover it would still do so.",
      bad: [
        change(
          "{name: DB_CONNECTION_URI, value: 'postgresql://u@infisical-db-dc2-rw.infisical.svc/d?sslmode=verify-full'}"
        )
      ],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard let node = variable(deployment, "DB_CONNECTION_URI"), let text = node.text("value"),
            let site = deployment.site
          else { continue }
          // Between the deletion of a Cluster and its return there is none to compare with.
          guard let own = tree.liveCluster(site), !text.contains("@\(own.name)-") else { continue }
          findings.report(
            deployment, node, "the database is not this site's", "the -rw Service of its Cluster")
        }
      }),
    OutputRule(
      615, "foreign-read-replica", .error, "APP-015",
      "Infisical reads from another site, or from the primary as a replica.",
      "Reads would fail with the other site, or load the primary.",
      bad: [
        change(
          "{name: DB_READ_REPLICAS, value: '[{\"DB_CONNECTION_URI\":\"postgresql://u@infisical-db-dc2-ro.infisical.svc/d\"}]'}"
        )
      ],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard let node = variable(deployment, "DB_READ_REPLICAS"), let text = node.text("value"),
            let cluster = deployment.site.flatMap(tree.liveCluster)
          else { continue }
          guard !text.contains("@\(cluster.name)-ro.") else { continue }
          findings.report(
            deployment, node, "not the standbys of this site", "the -ro Service of its Cluster")
        }
      }),
    OutputRule(
      616, "unverified-database", .warning, "APP-016",
      "Infisical does not verify the certificate of its database.",
      "Whoever stands between reads every row.",
      bad: [
        change(
          "{name: DB_CONNECTION_URI, value: 'postgresql://u@infisical-db-dc1-rw.infisical.svc/d'}")
      ],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard let node = variable(deployment, "DB_CONNECTION_URI"),
            node.text("value")?.contains("sslmode=verify-full") != true
          else { continue }
          findings.report(
            deployment, node, "the certificate is not verified", "sslmode=verify-full")
        }
      }),
    OutputRule(
      618, "half-configured-mail", .error, "APP-018", "Mail is configured in part.",
      "Infisical starts and sends nothing.",
      bad: [change("{name: SMTP_HOST, value: mail}")],
      check: { tree, findings in
        let wanted = ["SMTP_HOST", "SMTP_PORT", "SMTP_FROM_ADDRESS", "SMTP_FROM_NAME"]
        for deployment in deployments(tree) {
          let there = wanted.filter { variable(deployment, $0) != nil }
          guard !there.isEmpty, there.count < wanted.count else { continue }
          findings.report(
            deployment, variable(deployment, there[0]), "mail is configured in part",
            "set all of it")
        }
      }),
  ]

  private static let shape: [OutputRule] = [
    OutputRule(
      621, "impatient-start", .warning, "APP-021", "Infisical has less than six minutes to start.",
      "A migration waits up to five minutes for its lock.",
      bad: [
        app
          + "spec: {template: {spec: {containers: [{name: infisical, startupProbe: {periodSeconds: 5, failureThreshold: 3}}]}}}"
      ],
      check: { tree, findings in
        for deployment in deployments(tree) {
          let probe = container(deployment)?.at("startupProbe")
          let budget =
            (probe?.text("periodSeconds").flatMap(Int.init) ?? 10)
            * (probe?.text("failureThreshold").flatMap(Int.init) ?? 3)
          guard budget < 360 else { continue }
          findings.report(deployment, probe, "\(budget) seconds to start", "360 at least")
        }
      }),
    OutputRule(
      622, "deep-liveness", .warning, "APP-022", "The liveness probe asks more than the process.",
      "When the database is away, all pods restart at once.",
      bad: [
        app
          + "spec: {template: {spec: {containers: [{name: infisical, livenessProbe: {httpGet: {path: /api/health/db}}}]}}}"
      ],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard let path = container(deployment)?.at("livenessProbe.httpGet.path"),
            path.scalar?.text != "/api/status"
          else { continue }
          findings.report(deployment, path, "liveness depends on more", "/api/status")
        }
      }),
    OutputRule(
      623, "two-owners-of-replicas", .error, "APP-023",
      "Git and an autoscaler both set the number of pods.", "They undo each other.",
      bad: [app + "spec: {replicas: 3}"],
      check: { tree, findings in
        for deployment in deployments(tree) where deployment.at("spec.replicas") != nil {
          guard
            tree.objects("HorizontalPodAutoscaler").contains(where: { $0.site == deployment.site })
          else { continue }
          findings.report(
            deployment, deployment.at("spec.replicas"), "an autoscaler owns the number",
            "leave replicas out")
        }
      }),
    OutputRule(
      624, "unspread-app", .warning, "APP-024", "Pods of Infisical are not spread.",
      "One node may hold all of them.",
      bad: [app + "spec: {template: {spec: {topologySpreadConstraints: null}}}"],
      check: { tree, findings in
        for deployment in deployments(tree)
        where deployment.at("spec.template.spec.topologySpreadConstraints") == nil {
          findings.report(deployment, nil, "no spread", "topologySpreadConstraints over hosts")
        }
      }),
    OutputRule(
      625, "no-resources", .warning, "APP-025", "A container says nothing about its resources.",
      "It is the first to be evicted, and scaling by load has nothing to go by.",
      bad: [app + "spec: {template: {spec: {containers: [{name: infisical, resources: null}]}}}"],
      check: { tree, findings in
        for workload in tree.objects("Deployment", "StatefulSet") {
          for container in workload.items("spec.template.spec.containers")
          where container.at("resources.requests") == nil {
            findings.report(workload, container, "no requests", "requests and a limit of memory")
          }
        }
      }),
    OutputRule(
      630, "stopping-rollout", .error, "APP-030", "A roll-out stops all pods at once.",
      "Every upgrade is an outage.",
      bad: [app + "spec: {strategy: {type: Recreate, rollingUpdate: null}}"],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard
            deployment.text("spec.strategy.type") == "Recreate"
              || deployment.text("spec.strategy.rollingUpdate.maxUnavailable") == "100%"
          else { continue }
          findings.report(
            deployment, deployment.at("spec.strategy"), "all pods stop at once",
            "RollingUpdate with maxUnavailable 0")
        }
      }),
    OutputRule(
      631, "second-bootstrap", .warning, "APP-031", "A Job makes a first administrator.",
      "In a site that takes over it would make a second one.",
      bad: [
        "# sites/dc2/60-app/job-bootstrap.yaml\napiVersion: batch/v1\nkind: Job\nmetadata: {name: bootstrap}\nspec: {template: {spec: {containers: [{name: b, image: 'infisical/cli:0.42.0', args: [bootstrap]}]}}}"
      ],
      check: { tree, findings in
        for job in tree.objects("Job") {
          for container in job.items("spec.template.spec.containers")
          where container.text("image")?.contains("infisical/cli") == true
            && (container.at("args")?.items ?? []).contains(where: {
              $0.scalar?.text == "bootstrap"
            })
          {
            findings.report(
              job, container, "a first administrator would be made again", "do it by hand, once")
          }
        }
      }),
    OutputRule(
      610, "different-images", .error, "APP-010", "Sites run different images of Infisical.",
      "The schema belongs to one version of the code.",
      bad: [
        passive
          + "spec: {template: {spec: {containers: [{name: infisical, image: 'infisical/infisical:v0.1.0'}]}}}"
      ],
      check: { tree, findings in
        let all = deployments(tree)
        guard let first = all.first.flatMap(container)?.text("image") else { return }
        for deployment in all.dropFirst() {
          guard let image = container(deployment)?.at("image"), image.scalar?.text != first else {
            continue
          }
          findings.report(deployment, image, "another image than the first site's", "one version")
        }
      }),
  ]
}
