import Diagnostics
import YAMLSyntax

/// Rules over Infisical's workload.
enum AppTable {
  private static let app = "# sites/dc1/60-app/deployment-infisical.yaml\n"
  private static let passive = "# sites/dc2/60-app/deployment-infisical.yaml\n"
  private static let budget = "# sites/dc1/60-app/poddisruptionbudget-infisical.yaml\n"

  static let rules: [TreeRule] = running + environment + shape

  /// The Deployments of Infisical that serve; drills are none.
  private static func deployments(_ tree: GitOpsTree) -> [TreeObject] {
    tree.objects("Deployment").filter {
      $0.node.at("metadata.labels")?["app.kubernetes.io/component"]?.scalar?.text == "app"
    }
  }

  private static func container(_ deployment: TreeObject) -> YAMLNode? {
    deployment.items("spec.template.spec.containers").first
  }

  private static func variable(_ deployment: TreeObject, _ name: String) -> YAMLNode? {
    container(deployment)?.at("env")?.items?.first { $0.text("name") == name }
  }

  private static func change(_ env: String) -> String {
    app + "spec: {template: {spec: {containers: [{name: infisical, env: [\(env)]}]}}}"
  }

  private static let running: [TreeRule] = [
    TreeRule(
      code: 601, name: "running-passive-site", .error, catalogue: ["APP-001"],
      summary: "Infisical runs in a site that is not active.",
      why: "Its status page looks healthy, but its workers and migrations run on a replica.",
      bad: [passive + "spec: {replicas: 3}"],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard let site = deployment.site, tree.isPrimary(site) == false,
            deployment.text("spec.replicas") != "0"
          else { continue }
          findings.report(
            deployment, deployment.at("spec.replicas"), "the site is not active",
            help: "replicas: 0")
        }
      }),
    TreeRule(
      code: 602, name: "scaling-passive-site", .error, catalogue: ["APP-002"],
      summary: "An autoscaler of Infisical in a site that is not active.",
      why: "It would start pods there.",
      bad: [
        "# sites/dc2/60-app/horizontalpodautoscaler-infisical.yaml\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: infisical}\nspec: {maxReplicas: 8}"
      ],
      check: { tree, findings in
        for scaler in tree.objects("HorizontalPodAutoscaler") {
          guard let site = scaler.site, tree.isPrimary(site) == false else { continue }
          findings.report(scaler, nil, "the site is not active", help: "remove the autoscaler")
        }
      }),
    TreeRule(
      code: 604, name: "undrainable", .error, catalogue: ["APP-004"],
      summary: "A disruption budget allows no disruptions.",
      why: "No node of the cluster can be drained.",
      bad: [budget + "spec: {maxUnavailable: 0}"],
      check: { tree, findings in
        for budget in tree.objects("PodDisruptionBudget") {
          let most = budget.text("spec.maxUnavailable")
          guard most == "0" || most == "0%" || budget.text("spec.minAvailable") == "100%" else {
            continue
          }
          findings.report(
            budget, budget.at("spec.maxUnavailable"), "no disruptions are allowed",
            help: "maxUnavailable: 1")
        }
      }),
    TreeRule(
      code: 605, name: "no-app-budget", .warning, catalogue: ["APP-005"],
      summary: "Infisical runs without a disruption budget.",
      why: "A drain may stop all pods at the same time.",
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
          if !isCovered {
            findings.report(
              deployment, nil, "no PodDisruptionBudget selects the Deployment", help: "add one")
          }
        }
      }),
  ]

  private static let environment: [TreeRule] = [
    TreeRule(
      code: 608, name: "shared-key", .error, catalogue: ["APP-008"],
      summary: "`ENCRYPTION_KEY` and `AUTH_SECRET` are the same, or one of them is missing.",
      why: "Anyone who has the one key can then read what the other protects.",
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
              deployment, container(deployment), "the keys are not separate",
              help: "use a separate Secret key for each")
          }
        }
      }),
    TreeRule(
      code: 612, name: "local-listener", .error, catalogue: ["APP-012"],
      summary: "Infisical does not listen on all addresses.",
      why: "Its default is localhost, which no ingress can reach.",
      bad: [change("{name: HOST, value: localhost}")],
      check: { tree, findings in
        for deployment in deployments(tree)
        where variable(deployment, "HOST")?.text("value") != "0.0.0.0" {
          findings.report(
            deployment, variable(deployment, "HOST"), "HOST is not 0.0.0.0", help: "HOST=0.0.0.0")
        }
      }),
    TreeRule(
      code: 614, name: "foreign-database", .error, catalogue: ["APP-014"],
      summary: "Infisical writes to the database of another site.",
      why: "After a failover it would still do so.",
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
          // Between the deletion of a Cluster and its return there is no Cluster to compare with.
          guard let own = tree.liveCluster(site), !text.contains("@\(own.name)-") else { continue }
          findings.report(
            deployment, node, "the database belongs to another site",
            help: "use the -rw Service of its Cluster")
        }
      }),
    TreeRule(
      code: 615, name: "foreign-read-replica", .error, catalogue: ["APP-015"],
      summary: "Infisical reads from another site, or uses the primary as a read replica.",
      why: "Reads would fail with the other site, or load the primary.",
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
            deployment, node, "the read replica is not a standby of this site",
            help: "use the -ro Service of its Cluster")
        }
      }),
    TreeRule(
      code: 616, name: "unverified-database", .warning, catalogue: ["APP-016"],
      summary: "Infisical does not verify the certificate of its database.",
      why: "Anyone in between can read every row.",
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
            deployment, node, "the certificate is not verified", help: "sslmode=verify-full")
        }
      }),
    TreeRule(
      code: 618, name: "half-configured-mail", .error, catalogue: ["APP-018"],
      summary: "Mail is only partly configured.",
      why: "Infisical starts but cannot send mail.",
      bad: [change("{name: SMTP_HOST, value: mail}")],
      check: { tree, findings in
        let wanted = ["SMTP_HOST", "SMTP_PORT", "SMTP_FROM_ADDRESS", "SMTP_FROM_NAME"]
        for deployment in deployments(tree) {
          let there = wanted.filter { variable(deployment, $0) != nil }
          guard !there.isEmpty, there.count < wanted.count else { continue }
          findings.report(
            deployment, variable(deployment, there[0]), "mail is only partly configured",
            help: "set all mail variables")
        }
      }),
  ]

  private static let shape: [TreeRule] = [
    TreeRule(
      code: 621, name: "impatient-start", .warning, catalogue: ["APP-021"],
      summary: "Infisical has less than six minutes to start.",
      why: "A migration waits up to five minutes for its lock.",
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
          findings.report(
            deployment, probe, "only \(budget) seconds to start", help: "allow at least 360 seconds"
          )
        }
      }),
    TreeRule(
      code: 622, name: "deep-liveness", .warning, catalogue: ["APP-022"],
      summary: "The liveness probe depends on more than the process.",
      why: "If the database is down, all pods restart at the same time.",
      bad: [
        app
          + "spec: {template: {spec: {containers: [{name: infisical, livenessProbe: {httpGet: {path: /api/health/db}}}]}}}"
      ],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard let path = container(deployment)?.at("livenessProbe.httpGet.path"),
            path.scalar?.text != "/api/status"
          else { continue }
          findings.report(
            deployment, path, "the liveness probe depends on more than the process",
            help: "/api/status")
        }
      }),
    TreeRule(
      code: 623, name: "two-owners-of-replicas", .error, catalogue: ["APP-023"],
      summary: "Both Git and an autoscaler set the number of pods.", why: "They revert each other.",
      bad: [app + "spec: {replicas: 3}"],
      check: { tree, findings in
        for deployment in deployments(tree) where deployment.at("spec.replicas") != nil {
          guard
            tree.objects("HorizontalPodAutoscaler").contains(where: { $0.site == deployment.site })
          else { continue }
          findings.report(
            deployment, deployment.at("spec.replicas"), "an autoscaler sets the replicas",
            help: "remove `replicas`")
        }
      }),
    TreeRule(
      code: 624, name: "unspread-app", .warning, catalogue: ["APP-024"],
      summary: "Infisical's pods are not spread.",
      why: "One node may hold all of them.",
      bad: [app + "spec: {template: {spec: {topologySpreadConstraints: null}}}"],
      check: { tree, findings in
        for deployment in deployments(tree)
        where deployment.at("spec.template.spec.topologySpreadConstraints") == nil {
          findings.report(
            deployment, nil, "no spread", help: "set topologySpreadConstraints over hosts")
        }
      }),
    TreeRule(
      code: 625, name: "no-resources", .warning, catalogue: ["APP-025"],
      summary: "A container has no resource requests.",
      why: "It is evicted first, and autoscaling by load has no reference.",
      bad: [app + "spec: {template: {spec: {containers: [{name: infisical, resources: null}]}}}"],
      check: { tree, findings in
        for workload in tree.objects("Deployment", "StatefulSet") {
          for container in workload.items("spec.template.spec.containers")
          where container.at("resources.requests") == nil {
            findings.report(
              workload, container, "no requests", help: "set requests and a memory limit")
          }
        }
      }),
    TreeRule(
      code: 630, name: "stopping-rollout", .error, catalogue: ["APP-030"],
      summary: "A rollout stops all pods at the same time.",
      why: "Every upgrade is an outage.",
      bad: [app + "spec: {strategy: {type: Recreate, rollingUpdate: null}}"],
      check: { tree, findings in
        for deployment in deployments(tree) {
          guard
            deployment.text("spec.strategy.type") == "Recreate"
              || deployment.text("spec.strategy.rollingUpdate.maxUnavailable") == "100%"
          else { continue }
          findings.report(
            deployment, deployment.at("spec.strategy"), "all pods stop at the same time",
            help: "use RollingUpdate with maxUnavailable 0")
        }
      }),
    TreeRule(
      code: 631, name: "second-bootstrap", .warning, catalogue: ["APP-031"],
      summary: "A Job creates the first administrator.",
      why: "After a failover it would create a second one.",
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
              job, container, "another first administrator would be created",
              help: "create it once, manually")
          }
        }
      }),
    TreeRule(
      code: 610, name: "different-images", .error, catalogue: ["APP-010"],
      summary: "Sites run different images of Infisical.",
      why: "The schema belongs to one version of the code.",
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
          findings.report(
            deployment, image, "the image differs from the first site's", help: "one version")
        }
      }),
  ]
}
