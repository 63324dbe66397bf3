import Diagnostics
import YAMLSyntax

/// Rules over Argo CD's and Flux's objects.
enum WiringTable {
  private static func application(_ spec: String) -> String {
    "# gitops/argocd/dc1/applications/40-database.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: \(spec)"
  }

  private static func kustomization(_ spec: String) -> String {
    "# gitops/flux/dc1/40-database.yaml\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: \(spec)"
  }

  private static let destination =
    "destination: {server: 'https://kubernetes.default.svc', namespace: infisical}"
  private static let sync = "syncPolicy: {syncOptions: [ServerSideApply=true]}"

  /// Whether a folder holds what takes data with it.
  private static func isStateful(_ path: String) -> Bool {
    ["00-namespaces", "20-minio", "30-object-storage", "40-database", "50-redis"]
      .contains { path.hasSuffix($0) }
  }

  static let rules: [OutputRule] = argocd + flux

  private static let argocd: [OutputRule] = [
    OutputRule(
      851, "pruned-data", .error, "GIT-001", "An Application prunes a layer that holds data.",
      "A file that is gone deletes a database.",
      bad: [
        application(
          "{source: {path: sites/dc1/40-database}, \(destination), syncPolicy: {automated: {prune: true}, syncOptions: [ServerSideApply=true]}}"
        )
      ],
      check: { tree, findings in
        for object in tree.objects("Application")
        where isStateful(object.text("spec.source.path") ?? "")
          && object.text("spec.syncPolicy.automated.prune") == "true"
        {
          findings.report(
            object, object.at("spec.syncPolicy.automated.prune"), "data would be pruned",
            "prune: false")
        }
      }),
    OutputRule(
      852, "hub", .error, "GIT-002 and GIT-004",
      "An Application reaches another cluster than its own.",
      "A hub in the active site cannot touch the others once that is lost.",
      bad: [
        application(
          "{source: {path: sites/dc2/60-app}, destination: {server: 'https://10.2.0.1:6443'}, \(sync)}"
        )
      ],
      check: { tree, findings in
        for object in tree.objects("Application") {
          guard let server = object.at("spec.destination.server"),
            server.scalar?.text != "https://kubernetes.default.svc"
          else { continue }
          findings.report(object, server, "the agent lives elsewhere", "an agent in every site")
        }
      }),
    OutputRule(
      855, "two-sites-at-once", .error, "GIT-005", "One object applies the files of several sites.",
      "One sync flips both.",
      bad: [application("{source: {path: sites}, \(destination), \(sync)}")],
      check: { tree, findings in
        for object in tree.objects("Application") + tree.objects("Kustomization") {
          guard let path = object.at("spec.source.path") ?? object.at("spec.path"),
            let text = path.scalar?.text
          else { continue }
          let last = text.split(separator: "/").last.map(String.init) ?? "."
          guard ["sites", "secrets", "gitops", "."].contains(last) else { continue }
          findings.report(object, path, "the folder holds several sites", "a folder of one site")
        }
      }),
    OutputRule(
      857, "open-actions", .warning, "GIT-007",
      "A role of Argo CD may promote or suspend Clusters.",
      "That goes past the lock file, the runbook and the second person.",
      bad: [
        "# gitops/argocd/dc1/rbac.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-rbac-cm}\ndata: {policy.csv: 'p, role:dev, applications, action/postgresql.cnpg.io/Cluster/promote, */*, allow'}"
      ],
      check: { tree, findings in
        for object in tree.objects("ConfigMap", "AppProject") {
          let texts =
            [object.node.at("data")?["policy.csv"]?.scalar?.text].compactMap(\.self)
            + object.items("spec.roles").flatMap { $0.at("policies")?.items ?? [] }.compactMap {
              $0.scalar?.text
            }
          guard
            texts.contains(where: {
              $0.contains("action/postgresql.cnpg.io/Cluster") || $0.contains("action/*")
            })
          else { continue }
          findings.report(object, nil, "a role may act on Clusters", "deny it")
        }
      }),
    OutputRule(
      858, "client-side-apply", .error, "GIT-008", "An Application applies on the client's side.",
      "Large definitions do not fit into the annotation that this needs.",
      bad: [
        application(
          "{source: {path: sites/dc1/60-app}, \(destination), syncPolicy: {syncOptions: [CreateNamespace=true]}}"
        )
      ],
      check: { tree, findings in
        for object in tree.objects("Application")
        where !object.items("spec.syncPolicy.syncOptions").contains(where: {
          $0.scalar?.text == "ServerSideApply=true"
        }) {
          findings.report(
            object, object.at("spec.syncPolicy"), "applied on the client's side",
            "ServerSideApply=true")
        }
      }),
    OutputRule(
      859, "ignored-replicas", .warning, "GIT-009",
      "The number of pods is ignored in a site that is not active.",
      "A pod that was started there by hand would not be seen.",
      bad: [
        "# gitops/argocd/dc2/applications/60-app.yaml\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {path: sites/dc2/60-app}, \(destination), \(sync), ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}]}"
      ],
      check: { tree, findings in
        for object in tree.objects("Application") {
          let parts = (object.text("spec.source.path") ?? "").split(separator: "/").map(String.init)
          guard let index = parts.firstIndex(of: "sites"), index + 1 < parts.count,
            tree.isPrimary(parts[index + 1]) == false,
            let node = object.at("spec.ignoreDifferences")
          else { continue }
          findings.report(object, node, "the zero would not be watched", "leave it out")
        }
      }),
    OutputRule(
      862, "progressive-sync", .warning, "GIT-012", "An ApplicationSet rolls out in steps.",
      "It is beta, and an order of commits is no order of steps that were verified.",
      bad: [
        "# gitops/argocd/dc1/set.yaml\napiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec: {strategy: {type: RollingSync}}"
      ],
      check: { tree, findings in
        for set in tree.objects("ApplicationSet")
        where set.text("spec.strategy.type") == "RollingSync" {
          findings.report(
            set, set.at("spec.strategy"), "roll-out in steps", "one Application a layer")
        }
      }),
    OutputRule(
      856, "healed-by-hand", .warning, "GIT-006",
      "A runbook edits by hand what an agent heals.", "The agent undoes the edit.",
      bad: [
        "# runbooks/own.md\nkubectl --context dc1 -n infisical edit cluster infisical-db-dc1\n"
      ],
      check: { tree, findings in
        for file in tree.files {
          guard case .lines(let lines) = file.content, file.path.hasPrefix("runbooks/") else {
            continue
          }
          for line in lines
          where line.contains("kubectl") && (line.contains(" edit ") || line.contains(" patch ")) {
            findings.report(file.path, nil, "an edit by hand", "commit the change")
          }
        }
      }),
  ]

  private static let flux: [OutputRule] = [
    OutputRule(
      861, "pruned-by-flux", .error, "GIT-011", "Flux prunes a layer that holds data.",
      "A file that is gone deletes a database.",
      bad: [kustomization("{interval: 10m, prune: true, path: ./sites/dc1/40-database}")],
      check: { tree, findings in
        for object in tree.objects("Kustomization") where isStateful(object.text("spec.path") ?? "")
        {
          guard
            object.text("spec.prune") == "true" || object.text("spec.deletionPolicy") != "Orphan"
          else { continue }
          findings.report(
            object, object.at("spec.prune"), "data would be deleted",
            "prune: false, deletionPolicy: Orphan")
        }
      }),
    OutputRule(
      860, "unordered-layers", .error, "GIT-010", "A layer does not wait for its namespace.",
      "Its objects are refused, and it is tried again later, or not.",
      bad: [
        kustomization(
          "{interval: 10m, prune: false, deletionPolicy: Orphan, path: ./sites/dc1/40-database}")
      ],
      check: { tree, findings in
        for object in tree.objects("Kustomization") {
          guard let path = object.text("spec.path"), path.contains("sites/"),
            !path.hasSuffix("00-namespaces"), object.at("spec.dependsOn") == nil
          else { continue }
          findings.report(object, nil, "nothing comes before it", "dependsOn the namespaces")
        }
      }),
  ]
}
