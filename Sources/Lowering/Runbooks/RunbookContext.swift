import Diagnostics
import TopologyModel

/// Names and commands of one topology, as runbooks write them.
struct RunbookContext {
  let topology: Topology
  let state: DeploymentState

  var namespace: String { topology.namespace.value.description }
  var app: String { topology.name.value.description }
  var host: String { topology.host.value }
  var port: String { topology.globalLB.httpsPort.value.description }
  /// Sites that run something, in the order of the document.
  var living: [Site] { topology.sites.filter { state.plan(for: $0.id.value)?.role != .fenced } }
  var active: Site? { topology.activeSite }

  func site(_ id: SiteID) -> Site? { topology.site(id) }

  func context(_ site: Site) -> String {
    site.kubernetes.context?.value ?? site.id.value.description
  }

  func cluster(_ site: Site) -> String { "\(app)-db-\(site.id.value)" }

  func serverName(_ site: Site) -> String { "\(cluster(site))-e\(site.postgres.epoch.value)" }

  func archive(_ site: Site) -> String { "pg-archive-\(site.id.value)" }

  /// `kubectl --context dc1 -n infisical …` for print.
  ///
  /// A plugin takes flags behind its name only.
  func kubectl(_ site: Site, _ rest: String) -> String {
    let place = "--context \(context(site)) -n \(namespace)"
    guard rest.hasPrefix("cnpg ") else { return "kubectl \(place) \(rest)" }
    return "kubectl cnpg \(place) \(rest.dropFirst(5))"
  }

  // MARK: Commands of checks

  func get(_ site: Site, _ what: String...) -> [String] {
    ["kubectl", "--context", context(site), "-n", namespace, "get"] + what
  }

  func field(_ site: Site, _ kind: String, _ name: String, _ path: String) -> [String] {
    get(site, kind, name, "--ignore-not-found", "-o", "jsonpath={\(path)}")
  }

  func cluster(_ site: Site, _ path: String) -> [String] {
    field(site, "clusters.postgresql.cnpg.io", cluster(site), path)
  }

  func condition(_ site: Site, _ type: String) -> [String] {
    cluster(site, ".status.conditions[?(@.type==\"\(type)\")].status")
  }

  func sql(_ site: Site, _ query: String) -> [String] {
    ["sql", context(site), namespace, cluster(site), query]
  }

  /// The last successful base backup of a site's archive.
  func lastBackup(_ site: Site) -> [String] {
    site.postgres.backup.method.value == .plugin
      ? field(
        site, "objectstores.barmancloud.cnpg.io", archive(site),
        ".status.serverRecoveryWindow['\(serverName(site))'].lastSuccessfulBackupTime")
      : cluster(site, ".status.lastSuccessfulBackup")
  }

  /// When the certificate of the global host in a site ends, as the site presents it; an ingress that
  /// expects the PROXY protocol answers no plain greeting.
  func certificateEnd(_ site: Site) -> [String] {
    site.ingress.proxyProtocol.value
      ? field(
        site, "certificates.cert-manager.io", site.secrets.tls.value.description,
        ".status.notAfter")
      : [
        "certificate", host, site.ingress.httpsPort.value.description,
        site.ingress.vip?.value.description ?? "127.0.0.1",
      ]
  }

  func status(_ address: String, port: String? = nil) -> [String] {
    ["status", host, port ?? self.port, address]
  }

  // MARK: Traffic

  var nodes: [LBNode] {
    topology.globalLB.engine.value == .external ? [] : topology.globalLB.nodes
  }

  var isHTTP: Bool { topology.globalLB.tls.value != .passthrough }

  /// How a built configuration gets onto the nodes of the load balancer.
  var deployBalancers: [RunbookStep.Action] {
    let engine = topology.globalLB.engine.value
    guard engine != .external else {
      return [
        .text(
          "The global load balancer is not configured by Redoubt: follow the procedure of its owners, on every node"
            + (topology.globalLB.procedure.map { ": \($0.value)" } ?? "") + "."
        )
      ]
    }
    var actions: [RunbookStep.Action] = [
      .text("The configuration in the tree is the truth. Every node, one after the other:")
    ]
    for node in nodes {
      let target = node.address.value.description
      let name = node.name.value.description
      switch engine {
      case .haproxy:
        actions += [
          .change("scp lb/\(name)/haproxy.cfg \(target):/etc/haproxy/haproxy.cfg.new"),
          .change(
            "ssh \(target) 'haproxy -c -f /etc/haproxy/haproxy.cfg.new && mv /etc/haproxy/haproxy.cfg.new /etc/haproxy/haproxy.cfg && systemctl reload haproxy'"
          ),
        ]
      case .nginx:
        actions += [
          .change("scp lb/\(name)/nginx.conf \(target):/etc/nginx/nginx.conf.new"),
          .change(
            "ssh \(target) 'nginx -t -c /etc/nginx/nginx.conf.new && mv /etc/nginx/nginx.conf.new /etc/nginx/nginx.conf && systemctl reload nginx'"
          ),
        ]
      case .external: break
      }
    }
    return actions
  }

  /// The fast first step: the runtime API closes a site on every node before the configuration says so
  /// (rule LB-026: the configuration follows in the same step).
  func closeAtOnce(_ site: Site) -> [RunbookStep.Action] {
    guard topology.globalLB.engine.value == .haproxy else { return [] }
    let server = "be_site_\(site.id.value)/\(site.id.value)"
    let socket = topology.globalLB.files.adminSocket.value
    return [.text("At once, by the runtime API of every node; a reload forgets it:")]
      + nodes.map { node in
        .change(
          "ssh \(node.address.value) \"printf 'set server \(server) state maint; shutdown sessions server \(server)\\n' | socat stdio \(socket)\""
        )
      }
  }

  /// Lists the backups of Redis that a site may restore, newest last.
  func listRedisBackups(of owner: Site) -> RunbookStep.Action {
    guard let (store, bucket) = topology.bucket(of: owner, .redis) else {
      return .text("No bucket holds backups of \(owner.id.value).")
    }
    return .command(
      "aws --endpoint-url \(store.endpointURL.value) s3 ls --recursive \(bucket.destinationPath.value) | grep '\\.json$' | sort | tail -n 5"
    )
  }

  /// Deletes what a second cluster left where no engine prunes; the live objects have other labels.
  func removeSideObjects(_ site: Site) -> RunbookStep.Action {
    .change(
      kubectl(
        site,
        "delete clusters.postgresql.cnpg.io,deployments,networkpolicies -l 'app.kubernetes.io/component in (restore,drill)'"
      ))
  }

  /// Nothing of a second cluster is left.
  func sideObjectsGone(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): nothing of the second cluster is left",
      get(
        site, "clusters.postgresql.cnpg.io,deployments,networkpolicies", "-l",
        "app.kubernetes.io/component in (restore,drill)", "-o", "name"), .empty)
  }

  /// Takes back the request to restore Redis, which a pod on a new volume would follow again.
  func forgetRestore(_ site: Site) -> RunbookStep.Action {
    .change(kubectl(site, "delete configmap redis-restore --ignore-not-found"))
  }

  /// Every node answers users with an error.
  var closedChecks: [RunbookCheck] {
    nodes.map { node in
      RunbookCheck(
        "\(node.name.value) sends users nowhere", status(node.address.value.description),
        .lacks("200"))
    }
  }

  /// Every node sends users to `site`.
  func openChecks(_ site: Site) -> [RunbookCheck] {
    nodes.flatMap { node -> [RunbookCheck] in
      let address = node.address.value.description
      let answers = RunbookCheck(
        "\(node.name.value) answers users", status(address), .equals("200"))
      guard isHTTP else { return [answers] }
      return [
        answers,
        RunbookCheck(
          "\(node.name.value) sends users to \(site.id.value)", ["answering", host, port, address],
          .equals(site.id.value.description)),
      ]
    }
  }

  /// `redoubt operation …`, the build, and the commit that brings it into the clusters.
  func commit(_ step: String, _ message: String) -> [RunbookStep.Action] {
    [
      .change("redoubt operation \"$TOPOLOGY\" \(step) -o ."),
      .change("redoubt build \"$TOPOLOGY\" -o ."),
      .change("git add --all && git commit -m \"\(message)\" && git push"),
    ]
  }

  /// What makes a site take the newest commit without waiting for its interval.
  func apply(_ sites: [Site]) -> [RunbookStep.Action] {
    sites.flatMap { site -> [RunbookStep.Action] in
      let name = "\(app)-\(site.id.value)"
      let context = context(site)
      switch topology.gitops.engine.value {
      case .flux:
        return [
          .change("flux --context \(context) reconcile source git \(name)"),
          .command("flux --context \(context) get kustomizations"),
        ]
      case .argocd:
        return [
          .change(
            "kubectl --context \(context) -n argocd annotate applications.argoproj.io --all argocd.argoproj.io/refresh=normal --overwrite"
          )
        ]
      case .kustomize:
        return [
          .change(
            "kubectl --context \(context) apply --server-side --force-conflicts -k sites/\(site.id.value)"
          )
        ]
      }
    }
  }
}
