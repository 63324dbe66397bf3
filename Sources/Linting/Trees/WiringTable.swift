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

  static let rules: [TreeRule] = argocd + flux

  private static let argocd: [TreeRule] = [
    TreeRule(
      code: 851, name: "pruned-data", .error, catalogue: ["GIT-001"],
      summary: "An Application prunes a layer that holds data.",
      why: "A removed file would delete a database.",
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
            help: "prune: false")
        }
      }),
    TreeRule(
      code: 852, name: "hub", .error, catalogue: ["GIT-002", "GIT-004"],
      summary: "An Application deploys to a cluster other than its own.",
      why: "A hub in the active site cannot change the other sites once the active site is lost.",
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
          findings.report(
            object, server, "the destination is another cluster", help: "run an agent in every site"
          )
        }
      }),
    TreeRule(
      code: 855, name: "two-sites-at-once", .error, catalogue: ["GIT-005"],
      summary: "One object applies the files of several sites.",
      why: "A single sync changes both.",
      bad: [application("{source: {path: sites}, \(destination), \(sync)}")],
      check: { tree, findings in
        for object in tree.objects("Application") + tree.objects("Kustomization") {
          guard let path = object.at("spec.source.path") ?? object.at("spec.path"),
            let text = path.scalar?.text
          else { continue }
          let last = text.split(separator: "/").last.map(String.init) ?? "."
          guard ["sites", "secrets", "gitops", "."].contains(last) else { continue }
          findings.report(
            object, path, "the directory holds several sites", help: "use the directory of one site"
          )
        }
      }),
    TreeRule(
      code: 857, name: "open-actions", .warning, catalogue: ["GIT-007"],
      summary: "An Argo CD role may promote or suspend Clusters.",
      why: "That bypasses the lock file, the runbook and the second person.",
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
          findings.report(object, nil, "a role may act on Clusters", help: "deny it")
        }
      }),
    TreeRule(
      code: 858, name: "client-side-apply", .error, catalogue: ["GIT-008"],
      summary: "An Application uses client-side apply.",
      why: "Large definitions do not fit in the annotation that it needs.",
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
            object, object.at("spec.syncPolicy"), "client-side apply",
            help: "ServerSideApply=true")
        }
      }),
    TreeRule(
      code: 859, name: "ignored-replicas", .warning, catalogue: ["GIT-009"],
      summary: "The number of pods is ignored in a site that is not active.",
      why: "A pod that was started manually there would not be noticed.",
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
          findings.report(object, node, "the replicas would not be monitored", help: "remove it")
        }
      }),
    TreeRule(
      code: 862, name: "progressive-sync", .warning, catalogue: ["GIT-012"],
      summary: "An ApplicationSet rolls out progressively.",
      why: "The feature is beta, and its order of syncs does not verify steps.",
      bad: [
        "# gitops/argocd/dc1/set.yaml\napiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec: {strategy: {type: RollingSync}}"
      ],
      check: { tree, findings in
        for set in tree.objects("ApplicationSet")
        where set.text("spec.strategy.type") == "RollingSync" {
          findings.report(
            set, set.at("spec.strategy"), "progressive rollout",
            help: "use one Application per layer")
        }
      }),
    TreeRule(
      code: 856, name: "healed-by-hand", .warning, catalogue: ["GIT-006"],
      summary: "A runbook manually edits what an agent manages.",
      why: "The agent reverts the edit.",
      bad: [
        "# runbooks/own.md\nkubectl --context dc1 -n infisical edit cluster infisical-db-dc1\n"
      ],
      check: { tree, findings in
        for (file, text) in tree.texts {
          // A claim belongs to its StatefulSet's controller: no agent manages it.
          for line in text.lines(with: "kubectl", " edit ", " patch ")
          where !ByteSearch.contains(" patch pvc ", in: text.bytes, line) {
            findings.report(
              file, at: text.span(line), "a manual edit of a managed object",
              help: "change the topology and commit the build")
          }
        }
      }),
  ]

  private static let flux: [TreeRule] = [
    TreeRule(
      code: 861, name: "pruned-by-flux", .error, catalogue: ["GIT-011"],
      summary: "Flux prunes a layer that holds data.",
      why: "A removed file would delete a database.",
      bad: [kustomization("{interval: 10m, prune: true, path: ./sites/dc1/40-database}")],
      check: { tree, findings in
        for object in tree.objects("Kustomization") where isStateful(object.text("spec.path") ?? "")
        {
          guard
            object.text("spec.prune") == "true" || object.text("spec.deletionPolicy") != "Orphan"
          else { continue }
          findings.report(
            object, object.at("spec.prune"), "data would be deleted",
            help: "prune: false, deletionPolicy: Orphan")
        }
      }),
    TreeRule(
      code: 860, name: "unordered-layers", .error, catalogue: ["GIT-010"],
      summary: "A layer does not wait for its namespace.",
      why: "Its objects are rejected, and retried later or never.",
      bad: [
        kustomization(
          "{interval: 10m, prune: false, deletionPolicy: Orphan, path: ./sites/dc1/40-database}")
      ],
      check: { tree, findings in
        for object in tree.objects("Kustomization") {
          guard let path = object.text("spec.path"), path.contains("sites/"),
            !path.hasSuffix("00-namespaces"), object.at("spec.dependsOn") == nil
          else { continue }
          findings.report(
            object, nil, "the layer does not wait for its namespace",
            help: "set dependsOn to the namespaces")
        }
      }),
  ]
}
