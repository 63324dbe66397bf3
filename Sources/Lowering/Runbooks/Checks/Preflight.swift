import Diagnostics
import TopologyModel

/// What must hold before a site takes over: list P of architecture section 3.1, and the rules of the
/// catalogue that only a running cluster can decide.
struct Preflight {
  let context: RunbookContext

  private var database: DatabaseChecks { DatabaseChecks(context: context) }

  /// Before a move from `from` to `to`.
  func move(from: Site, to: Site) -> [RunbookCheck] {
    var checks: [RunbookCheck] = []
    for site in context.living {
      checks += [
        database.isHealthy(site), database.isComplete(site), database.isSettled(site),
        operatorVersion(site), definitions(site), postgresImage(site),
      ]
    }
    for site in [from, to] {
      checks += [database.archives(site), database.hasBackup(site), skew(site)]
    }
    let archiveTimeout = from.postgres.archiveTimeout.value.seconds
    checks += [
      database.lag(from, to),
      RunbookCheck(
        "\(to.id.value): seconds since the last replayed transaction",
        context.sql(
          to,
          "SELECT coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp())::bigint, 0)"),
        .atMost(2 * archiveTimeout)),
      running(from), running(to), image(from), image(to), disk(to), nodes(to),
      certificate(to),
    ]
    checks += secrets(to) + traffic(from)
    return checks
  }

  private func operatorVersion(_ site: Site) -> RunbookCheck {
    let version = site.operators.cnpg.value
    return RunbookCheck(
      "\(site.id.value): CloudNativePG is \(version)",
      [
        "kubectl", "--context", context.context(site), "-n",
        site.network.operatorNamespace.value.description, "get", "deployments.apps", "-l",
        "app.kubernetes.io/name=cloudnative-pg", "-o",
        "jsonpath={.items[0].spec.template.spec.containers[0].image}",
      ], .contains("\(version)"))
  }

  private func definitions(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the operators' definitions are installed",
      [
        "kubectl", "--context", context.context(site), "get", "crd",
        "clusters.postgresql.cnpg.io", "objectstores.barmancloud.cnpg.io", "-o", "name",
      ], .contains("objectstores.barmancloud.cnpg.io"), rule: "GIT-010")
  }

  private func postgresImage(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): PostgreSQL runs the image of the topology",
      context.cluster(site, ".status.image"), .equals(site.postgres.image.value.description))
  }

  private func running(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): no backup is running",
      context.get(
        site, "backups.postgresql.cnpg.io", "-o", "jsonpath={.items[*].status.phase}"),
      .lacks("running"))
  }

  private func image(_ site: Site) -> RunbookCheck { AppChecks(context: context).runsImage(site) }

  private func disk(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): percent of the data volume in use",
      [
        "disk", context.context(site), context.namespace, context.cluster(site),
        "/var/lib/postgresql/data",
      ], .atMost(70))
  }

  private func nodes(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): nodes are ready",
      [
        "kubectl", "--context", context.context(site), "get", "nodes", "-o",
        "jsonpath={.items[*].status.conditions[?(@.type==\"Ready\")].status}",
      ], .lacks("False"))
  }

  private func certificate(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the certificate of \(context.host) lasts",
      context.certificateEnd(site), .ahead(14 * 86400), rule: "ING-006")
  }

  private func skew(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): seconds between its clock and this one",
      ["skew", context.context(site), context.namespace, context.cluster(site)], .atMost(2))
  }

  /// Keys of Secrets are counted, values never read.
  private func secrets(_ site: Site) -> [RunbookCheck] {
    var checks = [
      RunbookCheck(
        "\(site.id.value): the login of the database is of the type that CloudNativePG takes",
        context.field(site, "secret", site.secrets.database.value.description, ".type"),
        .equals("kubernetes.io/basic-auth"), rule: "PG-036")
    ]
    if let issuer = site.ingress.tlsIssuerRef {
      let kind = issuer.kind.value == .clusterIssuer ? "clusterissuer" : "issuer"
      checks.append(
        RunbookCheck(
          "\(site.id.value): the issuer needs no traffic of the site",
          context.field(site, kind, issuer.name.value, ".spec.acme.solvers[*].http01"), .empty,
          rule: "ING-003"))
    }
    checks.append(
      RunbookCheck(
        "secrets are the same in every site", ["bash", "runbooks/verify-secrets.sh"],
        .contains("checks passed"), rule: "SEC-006"))
    return checks
  }

  private func traffic(_ active: Site) -> [RunbookCheck] {
    context.openChecks(active)
  }
}
