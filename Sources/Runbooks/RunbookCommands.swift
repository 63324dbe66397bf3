import Diagnostics
import TopologyModel

/// The commands of one deployment, as runbooks write them.
struct RunbookCommands {
  let blueprint: Blueprint

  var topology: Topology { blueprint.topology }
  var state: DeploymentState { blueprint.state }
  var namespace: String { topology.namespace.value.description }
  var app: String { topology.name.value.description }
  var host: String { topology.host.value }
  /// Sites that run something, in the order of the document.
  var living: [SiteBlueprint] { unfenced.filter { !$0.plan.state.isHeld } }

  /// The living sites with a copy of what `active` writes.
  func copies(of active: SiteBlueprint) -> [SiteBlueprint] {
    living.filter { $0.id != active.id }
  }

  /// The sites that take part, those whose database waits for the first base backup included.
  var unfenced: [SiteBlueprint] { blueprint.sites.filter { $0.plan.role != .fenced } }

  func site(_ id: SiteID) -> SiteBlueprint? { blueprint.site(id) }

  /// The other sites, preferred targets of a promotion first.
  func peers(of site: SiteBlueprint) -> [SiteBlueprint] {
    topology.peers(of: site.site).compactMap { blueprint.site($0.id.value) }
  }

  /// The kubeconfig context of a site's cluster.
  func kubeContext(_ site: SiteBlueprint) -> String {
    site.site.kubernetes.context?.value ?? site.id.description
  }

  /// `kubectl --context dc1 -n infisical …` for print.
  ///
  /// A plugin takes flags behind its name only.
  func kubectl(_ site: SiteBlueprint, _ rest: String) -> String {
    let place = "--context \(kubeContext(site)) -n \(namespace)"
    guard rest.hasPrefix("cnpg ") else { return "kubectl \(place) \(rest)" }
    return "kubectl cnpg \(place) \(rest.dropFirst(5))"
  }

  /// The flag of a command that goes to a site which may be lost.
  ///
  /// Without it, a network that swallows packets holds the command up for half a minute and more.
  static let patience = "--request-timeout=10s"

  // MARK: Commands of checks

  func get(_ site: SiteBlueprint, _ what: String...) -> CheckCommand {
    .get(kubeContext: kubeContext(site), namespace: namespace, what)
  }

  func field(
    _ site: SiteBlueprint, _ kind: String, _ name: String, _ path: String
  ) -> CheckCommand {
    get(site, kind, name, "--ignore-not-found", "-o", "jsonpath={\(path)}")
  }

  func cluster(_ site: SiteBlueprint, _ path: String) -> CheckCommand {
    field(site, "clusters.postgresql.cnpg.io", site.names.cluster.value, path)
  }

  func condition(_ site: SiteBlueprint, _ type: String) -> CheckCommand {
    cluster(site, ".status.conditions[?(@.type==\"\(type)\")].status")
  }

  /// The site's Cluster for the functions of the library.
  func instance(_ site: SiteBlueprint) -> CheckCommand.Instance {
    CheckCommand.Instance(
      kubeContext: kubeContext(site), namespace: namespace, cluster: site.names.cluster.value)
  }

  func sql(_ site: SiteBlueprint, _ query: String) -> CheckCommand { .sql(instance(site), query) }

  /// The last successful base backup of a site's archive.
  func lastBackup(_ site: SiteBlueprint) -> CheckCommand {
    site.site.postgres.backup.method.value == .plugin
      ? field(
        site, "objectstores.barmancloud.cnpg.io", site.names.archive.value,
        ".status.serverRecoveryWindow['\(site.names.serverName.value)'].lastSuccessfulBackupTime")
      : cluster(site, ".status.lastSuccessfulBackup")
  }

  /// The site's ingress, asked for the global host.
  func entry(_ site: SiteBlueprint) -> CheckCommand.Endpoint {
    CheckCommand.Endpoint(
      host: host, port: site.entry.port.value.description,
      address: site.entry.address.value.description)
  }

  /// A load balancer node, asked for the global host.
  func node(_ node: LBNode) -> CheckCommand.Endpoint {
    CheckCommand.Endpoint(
      host: host, port: topology.globalLB.httpsPort.value.description,
      address: node.address.value.description)
  }

  /// When the certificate of the global host in a site expires, as the site presents it; an ingress that
  /// expects the PROXY protocol does not answer a plain TLS greeting.
  func certificateEnd(_ site: SiteBlueprint) -> CheckCommand {
    site.entry.expectsProxyProtocol
      ? field(
        site, "certificates.cert-manager.io", site.site.secrets.tls.value.description,
        ".status.notAfter")
      : .certificate(
        entry(site),
        CheckCommand.Place(
          kubeContext: kubeContext(site), namespace: namespace,
          secret: site.site.secrets.tls.value.description))
  }

  // MARK: Databases

  /// A query on the primary of a site, or on its designated primary.
  func psql(_ site: SiteBlueprint, _ query: String) -> String {
    kubectl(site, "cnpg psql \(site.names.cluster.value) -- -Atc '\(query)'")
  }

  /// Ends the WAL segment that is being written, so that it is archived now, and keeps the position at
  /// its end for `hasArchived` and `hasReplayed`.
  func switchWAL(_ primary: SiteBlueprint) -> RunbookStep.Action {
    let variable = RunbookVariable.lastPosition.rawValue
    return .change("export \(variable)=$(\(psql(primary, "SELECT pg_switch_wal()")))")
  }

  /// A base backup of `site` by hand, with the WAL that makes it usable: one that was taken from a standby
  /// needs the segment that `primary` is writing when it ends.
  func baseBackup(
    _ site: SiteBlueprint, _ purpose: String, primary: SiteBlueprint
  ) -> [RunbookStep.Action] {
    let cluster = site.names.cluster.value
    let name = "\(cluster)-\(purpose)-$STAMP"
    let method =
      site.site.postgres.backup.method.value == .plugin
      ? "--method=plugin --plugin-name=barman-cloud.cloudnative-pg.io"
      : "--method=barmanObjectStore"
    return [
      .change(kubectl(site, "cnpg backup \(cluster) --backup-name \(name) \(method)")),
      .command(
        kubectl(
          site,
          "wait --for=jsonpath='{.status.phase}'=completed --timeout=2h backups.postgresql.cnpg.io/\(name)"
        )),
      switchWAL(primary),
    ]
  }

  /// Stops PostgreSQL of a site by hand, if the site answers: writers at once, then the pods.
  func stopDatabase(_ site: SiteBlueprint) -> [RunbookStep.Action] {
    DatabaseStop.annotations.map { annotation in
      .change(
        kubectl(
          site,
          "annotate cluster \(site.names.cluster.value) --overwrite '\(annotation.key)=\(annotation.value)' \(Self.patience)"
        ))
    }
  }

  /// Takes away what `stopDatabase` set: server-side apply leaves annotations alone that people own.
  func releaseDatabase(_ site: SiteBlueprint) -> RunbookStep.Action {
    let keys = DatabaseStop.annotations.reversed().map { "\($0.key)-" }.joined(separator: " ")
    return .change(kubectl(site, "annotate cluster \(site.names.cluster.value) \(keys)"))
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
          "Redoubt does not configure the global load balancer: follow the procedure of its owners, on every node"
            + (topology.globalLB.procedure.map { ": \($0.value)" } ?? "") + "."
        )
      ]
    }
    var actions: [RunbookStep.Action] = [
      .text("The configuration in the tree is authoritative. On every node, one after the other:")
    ]
    for node in nodes {
      let target = node.address.value.description
      // scp takes the colons of an IPv6 address for the end of the host.
      let remote = node.address.value.bracketed
      let name = node.name.value.description
      switch engine {
      case .haproxy:
        actions += [
          .change(
            "scp lb/\(name)/haproxy.cfg \(ShellWord.quote("\(remote):/etc/haproxy/haproxy.cfg.new"))"
          ),
          .change(
            "ssh \(target) 'haproxy -c -f /etc/haproxy/haproxy.cfg.new && mv /etc/haproxy/haproxy.cfg.new /etc/haproxy/haproxy.cfg && systemctl reload haproxy'"
          ),
        ]
      case .nginx:
        actions += [
          .change(
            "scp lb/\(name)/nginx.conf \(ShellWord.quote("\(remote):/etc/nginx/nginx.conf.new"))"),
          .change(
            "ssh \(target) 'nginx -t -c /etc/nginx/nginx.conf.new && mv /etc/nginx/nginx.conf.new /etc/nginx/nginx.conf && systemctl reload-or-restart nginx'"
          ),
        ]
      case .external: break
      }
    }
    return actions
  }

  /// The fast first step: the runtime API closes a site on every node before the configuration says so
  /// (rule LB-026: the configuration follows in the same step).
  func closeAtOnce(_ site: SiteBlueprint) -> [RunbookStep.Action] {
    guard topology.globalLB.engine.value == .haproxy else { return [] }
    let server = "\(site.names.backend.value)/\(site.id)"
    let socket = topology.globalLB.files.adminSocket.value
    return [.text("Immediately, through the runtime API of every node; it is lost on reload:")]
      + nodes.map { node in
        .change(
          "ssh \(node.address.value) \"printf 'set server \(server) state maint; shutdown sessions server \(server)\\n' | socat stdio \(socket)\""
        )
      }
  }

  /// Closes every site to users without a commit.
  var closeEverything: [RunbookStep.Action] {
    switch topology.globalLB.engine.value {
    case .haproxy: blueprint.sites.flatMap(closeAtOnce)
    case .nginx:
      [.text("NGINX has no way to close a site while it runs: stop it on every node.")]
        + nodes.map { .change("ssh \($0.address.value) systemctl stop nginx") }
    case .external: deployBalancers
    }
  }

  /// Lists the backups of Redis that a site may restore, newest last.
  func listRedisBackups(of owner: SiteBlueprint) -> RunbookStep.Action {
    guard let (store, bucket) = topology.bucket(of: owner.site, .redis) else {
      return .text("No bucket contains backups of \(owner.id).")
    }
    return .command(
      "aws --endpoint-url \(store.endpointURL.value) s3 ls --recursive \(bucket.destinationPath.value) | grep '\\.json$' | sort | tail -n 5"
    )
  }

  /// Kinds that a second cluster consists of.
  private func sideKinds(_ site: SiteBlueprint) -> String {
    "clusters.postgresql.cnpg.io,deployments,networkpolicies"
      + (site.site.kubernetes.cni?.value == .cilium ? ",ciliumnetworkpolicies.cilium.io" : "")
  }

  /// Deletes what a second cluster left where no engine prunes; the live objects have other labels.
  func removeSideObjects(_ site: SiteBlueprint) -> RunbookStep.Action {
    .change(
      kubectl(
        site,
        "delete \(sideKinds(site)) -l '\(SiteComponent.sideQuery)'"
      ))
  }

  /// Nothing of a second cluster is left.
  func sideObjectsGone(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): nothing of the second cluster is left",
      get(
        site, sideKinds(site), "-l", "\(SiteComponent.sideQuery)", "-o", "name"), .empty)
  }

  /// Restarts Redis, whose init containers do what `redis-restore` asks.
  ///
  /// The pod is a new object under its old name, which a `wait` for the old one does not find at once.
  func restartRedis(_ site: SiteBlueprint) -> [RunbookStep.Action] {
    let pod = "\(site.names.redis.value)-0"
    return [
      .change(kubectl(site, "delete pod \(pod)")),
      .command(kubectl(site, "wait --for=create --timeout=2m pod/\(pod)")),
      .command(kubectl(site, "wait --for=condition=ready --timeout=8m pod/\(pod)")),
    ]
  }

  /// Starts Infisical by hand where Git leaves the number of pods to an autoscaler, which does nothing at
  /// zero.
  func startByHand(_ site: SiteBlueprint) -> [RunbookStep.Action] {
    guard site.site.app.hpa.enabled.value else { return [] }
    return [.change(scale(site, site.site.app.minReplicas.value))]
  }

  /// Gives the number of pods an owner beside Git before a commit leaves it out.
  ///
  /// Without one it would fall to the default of 1 until the autoscaler acts. Only a change makes an owner.
  func ownReplicas(_ site: SiteBlueprint) -> [RunbookStep.Action] {
    guard site.site.app.hpa.enabled.value else { return [] }
    return [.change(scale(site, site.site.app.minReplicas.value + 1))]
  }

  /// Scales Infisical.
  func scale(_ site: SiteBlueprint, _ replicas: Int) -> String {
    kubectl(site, "scale deployment \(app) --replicas=\(replicas)")
  }

  /// What people do after an abort, where nothing else starts Infisical.
  func restart(_ site: SiteBlueprint) -> String {
    "then `\(scale(site, site.site.app.minReplicas.value))`, because an autoscaler starts nothing at zero"
  }

  /// Stops Infisical of a site by hand, if the site answers.
  func stopApp(_ site: SiteBlueprint) -> RunbookStep.Action {
    .change("\(scale(site, 0)) \(Self.patience)")
  }

  /// Takes back the request to restore Redis, which a pod on a new volume would follow again, and the
  /// mark that it was followed: a later request for the same backup restores it once more.
  func forgetRestore(_ site: SiteBlueprint) -> [RunbookStep.Action] {
    [
      .change(
        kubectl(site, "delete configmap \(site.names.redisRestore.value) --ignore-not-found")),
      .change(kubectl(site, "exec \(site.names.redis.value)-0 -c redis -- rm -f /data/.restored")),
    ]
  }

  /// Every node says itself that it sends users nowhere.
  var closedChecks: [RunbookCheck] {
    nodes.map { node in
      RunbookCheck(
        "\(node.name.value) sends users to no site", .closed(balancer(node)), .equals("closed"))
    }
  }

  private func balancer(_ node: LBNode) -> CheckCommand.Balancer {
    let name = node.name.value.description
    let address = node.address.value.description
    if topology.globalLB.engine.value == .nginx {
      return .nginx(
        name: name, address: address, file: "/etc/nginx/nginx.conf", copy: "lb/\(name)/nginx.conf")
    }
    return .haproxy(
      name: name, address: address, socket: topology.globalLB.files.adminSocket.value,
      servers: blueprint.sites.map { "\($0.names.backend.value)/\($0.id)" })
  }

  /// Every node sends users to `site`.
  func openChecks(_ site: SiteBlueprint) -> [RunbookCheck] {
    nodes.flatMap { node -> [RunbookCheck] in
      let answers = RunbookCheck(
        "\(node.name.value) answers users", .status(self.node(node)), .equals("200"))
      guard isHTTP else { return [answers] }
      return [
        answers,
        RunbookCheck(
          "\(node.name.value) sends users to \(site.id)", .answering(self.node(node)),
          .equals(site.id.description)),
      ]
    }
  }

  /// `redoubt operation …`, the build, and the commit that brings it into the clusters.
  ///
  /// `edits` are what people change in the topology in the same commit.
  func commit(
    _ step: String, _ message: String, edits: [RunbookStep.Action] = []
  ) -> [RunbookStep.Action] {
    [.change("redoubt operation \"$TOPOLOGY\" \(step) -o .")] + edits + [
      .change("redoubt build \"$TOPOLOGY\" -o ."),
      .change("git add --all && git commit -m \"\(message)\" && git push"),
    ]
  }

  /// What makes a site take the newest commit without waiting for its interval.
  func apply(_ sites: [SiteBlueprint]) -> [RunbookStep.Action] {
    sites.flatMap { site -> [RunbookStep.Action] in
      let name = "\(app)-\(site.id)"
      let kubeContext = kubeContext(site)
      switch topology.gitops.engine.value {
      case .flux:
        return [
          .change("flux --context \(kubeContext) reconcile source git \(name)"),
          .command("flux --context \(kubeContext) get kustomizations"),
        ]
      case .argocd:
        return [
          .change(
            "kubectl --context \(kubeContext) -n argocd annotate applications.argoproj.io --all argocd.argoproj.io/refresh=normal --overwrite"
          )
        ]
      case .kustomize:
        return [
          .change(
            "kubectl --context \(kubeContext) apply --server-side --force-conflicts -k sites/\(site.id)"
          )
        ]
      }
    }
  }
}
