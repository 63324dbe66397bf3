import Diagnostics
import TopologyModel

/// What must hold before a site takes over: the preflight of a switchover, and the rules of the
/// catalogue that only a running cluster can decide.
struct Preflight {
  let commands: RunbookCommands

  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }

  /// Before a move from `from` to `to`.
  func move(from: SiteBlueprint, to: SiteBlueprint) -> [RunbookCheck] {
    var checks: [RunbookCheck] = []
    for site in commands.living {
      checks += [
        database.isHealthy(site), database.isComplete(site), database.isSettled(site),
        operatorVersion(site), definitions(site), postgresImage(site),
      ]
    }
    for site in [from, to] {
      checks += [database.archives(site), database.hasBackup(site), skew(site)]
    }
    checks += [
      // One segment is being written, and one may be on its way; a time would fail on an idle database.
      database.lag(from, to, atMost: 2 * (16 << 20)),
      running(from), running(to), image(from), image(to), disk(to), nodes(to),
      certificate(to), ingress(to),
    ]
    checks += secrets(to) + traffic(from)
    return checks
  }

  /// Before a promotion of `site` without its primary: nothing that would need the lost site.
  func target(_ site: SiteBlueprint) -> [RunbookCheck] {
    [
      database.isHealthy(site), database.isComplete(site), database.isReplica(site),
      database.isSettled(site), database.archives(site), database.hasBackup(site),
      operatorVersion(site), definitions(site), postgresImage(site), disk(site), nodes(site),
      certificate(site), ingress(site), AppChecks(commands: commands).isStopped(site),
    ] + holdsSecrets(site)
  }

  /// Before anything of the tree is in a cluster.
  func cluster(_ site: SiteBlueprint) -> [RunbookCheck] {
    [operatorVersion(site), definitions(site), nodes(site), ingress(site)]
  }

  /// Names only: `get` fails when one is missing.
  ///
  /// Copies of peers' certificates exist only once the peers' Clusters do.
  func holdsSecrets(_ site: SiteBlueprint, withPeerCopies: Bool = true) -> [RunbookCheck] {
    let secrets = site.secrets.filter { withPeerCopies || !$0.isPeerCopy }
    func namespace(_ secret: RequiredSecret) -> String {
      secret.namespace?.value ?? commands.namespace
    }
    var namespaces: [String] = []
    for name in secrets.map(namespace) where !namespaces.contains(name) { namespaces.append(name) }
    return namespaces.map { place in
      RunbookCheck(
        "\(site.id): every Secret exists in the namespace \(place)",
        .get(
          kubeContext: commands.kubeContext(site), namespace: place,
          ["secrets"] + secrets.filter { namespace($0) == place }.map(\.name.value)
            + ["-o", "name"]), .nonempty)
    }
  }

  private func operatorVersion(_ site: SiteBlueprint) -> RunbookCheck {
    let version = site.site.operators.cnpg.value
    return RunbookCheck(
      "\(site.id): CloudNativePG is \(version)",
      .get(
        kubeContext: commands.kubeContext(site),
        namespace: site.site.network.operatorNamespace.value.description,
        [
          "deployments.apps", "-l", "app.kubernetes.io/name=cloudnative-pg", "-o",
          "jsonpath={.items[0].spec.template.spec.containers[0].image}",
        ]), .contains("\(version)"))
  }

  private func definitions(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the operators' definitions are installed",
      .get(
        kubeContext: commands.kubeContext(site), namespace: nil,
        [
          "crd", "clusters.postgresql.cnpg.io", "objectstores.barmancloud.cnpg.io", "-o", "name",
        ]), .contains("objectstores.barmancloud.cnpg.io"), rule: "GIT-010")
  }

  private func postgresImage(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): PostgreSQL runs the image of the topology",
      commands.cluster(site, ".status.image"), .equals(site.site.postgres.image.value.description))
  }

  private func running(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): no backup is running",
      commands.get(
        site, "backups.postgresql.cnpg.io", "-o", "jsonpath={.items[*].status.phase}"),
      .lacks("running"))
  }

  private func image(_ site: SiteBlueprint) -> RunbookCheck {
    AppChecks(commands: commands).runsImage(site)
  }

  private func disk(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): percent of the data volume in use",
      .disk(commands.instance(site), "/var/lib/postgresql/data"), .atMost(70))
  }

  private func nodes(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): nodes are ready",
      .get(
        kubeContext: commands.kubeContext(site), namespace: nil,
        [
          "nodes", "-o", "jsonpath={.items[*].status.conditions[?(@.type==\"Ready\")].status}",
        ]), .every("True"))
  }

  /// The policies let this namespace in: with the controller elsewhere every request would end in 503.
  private func ingress(_ site: SiteBlueprint) -> RunbookCheck {
    let namespace = site.site.network.ingressNamespace.value.description
    return RunbookCheck(
      "\(site.id): an ingress controller runs in the namespace \(namespace)",
      .get(
        kubeContext: commands.kubeContext(site), namespace: namespace, ["pods", "-o", "name"]),
      .nonempty)
  }

  private func certificate(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the certificate of \(commands.host) is valid",
      commands.certificateEnd(site), .ahead(14 * 86400), rule: "ING-006")
  }

  private func skew(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): clock difference in seconds",
      .skew(commands.instance(site)), .atMost(2))
  }

  /// Keys of Secrets are counted, values never read.
  private func secrets(_ site: SiteBlueprint) -> [RunbookCheck] {
    var checks = [
      RunbookCheck(
        "\(site.id): the database login has the Secret type that CloudNativePG expects",
        commands.field(site, "secret", site.site.secrets.database.value.description, ".type"),
        .equals("kubernetes.io/basic-auth"), rule: "PG-036")
    ]
    if let issuer = site.site.ingress.tlsIssuerRef {
      let kind = issuer.kind.value == .clusterIssuer ? "clusterissuer" : "issuer"
      checks.append(
        RunbookCheck(
          "\(site.id): the certificate issuer does not depend on the site's traffic",
          commands.field(site, kind, issuer.name.value, ".spec.acme.solvers[*].http01"), .empty,
          rule: "ING-003"))
    }
    if site.site.redis.tls.value, let issuer = site.site.redisIssuer {
      let kind = issuer.kind.value == .clusterIssuer ? "clusterissuer" : "issuer"
      checks += [
        RunbookCheck(
          "\(site.id): the issuer of Redis' certificate is ready",
          commands.field(
            site, kind, issuer.name.value, ".status.conditions[?(@.type==\"Ready\")].status"),
          .equals("True"), rule: "TOP573"),
        RunbookCheck(
          "\(site.id): the issuer of Redis' certificate is not an ACME one",
          commands.field(site, kind, issuer.name.value, ".spec.acme.server"), .empty,
          rule: "TOP573"),
      ]
    }
    checks.append(
      RunbookCheck(
        "all sites have the same secrets", .compareSecrets,
        .contains("checks passed"), rule: "SEC-006"))
    return checks
  }

  private func traffic(_ active: SiteBlueprint) -> [RunbookCheck] {
    commands.openChecks(active)
  }
}
