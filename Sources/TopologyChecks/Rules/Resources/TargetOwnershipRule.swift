import Diagnostics
import TopologyModel

/// Targets that something else writes or needs.
struct TargetOwnershipRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 24, "taken-target",
    summary: "A target is written by another static secret, or is one of the platform's Secrets.",
    why: "The operator takes over any Secret of that name, and replaces its keys.",
    sources: [.infisicalOperator("InfisicalStaticSecret controller")],
    bad: [
      .init(Self.example("[{name: web}]", "[{name: web}]")),
      .init(Self.example("[{name: web}]", "[{name: infisical-secrets}]")),
      .init(Self.example("[{name: web}]", "[{name: creds}]")),
    ],
    good: [
      .init(
        Self.example("[{name: web}]", "[{name: web, namespace: other, creationPolicy: Orphan}]"))
    ])

  private static func example(_ first: String, _ second: String) -> String {
    """
    infisicalResources:
      identities: [{name: apps, method: universal, credentials: creds}]
      staticSecrets:
        - {name: a, sources: [{projectId: p, environmentSlug: prod}], targets: \(first)}
        - {name: b, sources: [{projectId: p, environmentSlug: prod}], targets: \(second)}
    """
  }

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let resources = topology.infisicalResources else { return }
    for site in topology.sites {
      var writers: [String: Located<String>] = [:]
      let own = platform(site, resources)
      for secret in resources.staticSecrets where secret.isWanted(at: site) {
        let home = secret.namespace?.value ?? topology.namespace.value
        for target in secret.targets {
          let namespace = target.namespace?.value ?? home
          let name = target.name.map { "\(namespace)/\($0)" }
          let key = "\(target.kind.value.rawValue) \(name.value)"
          if let first = writers[key], first.value != secret.name.value.description {
            findings.report(
              Diagnostic(
                Self.info, "`\(name.value)` is also written by `\(first.value)`", at: name.span
              ).label(first.span, "first here").help("let only one of them write it"), site: site)
          }
          writers[key] = Located(secret.name.value.description, at: name.span)
          guard namespace == topology.namespace.value, target.kind.value == .secret,
            let use = own.first(where: { $0.name == target.name.value.description })
          else { continue }
          findings.report(
            Diagnostic(Self.info, "`\(name.value)` is the Secret of \(use.use)", at: name.span)
              .label(use.place, "named here").help("choose another name"), site: site)
        }
      }
    }
  }

  /// Secrets that the deployment itself needs.
  private func platform(
    _ site: Site, _ resources: InfisicalResources
  ) -> [(name: String, use: String, place: SourceSpan?)] {
    let secrets = site.secrets
    var result = [
      (secrets.app.value.description, "Infisical's keys", secrets.app.span),
      (secrets.database.value.description, "the database", secrets.database.span),
      (secrets.redis.value.description, "Redis", secrets.redis.span),
      (secrets.tls.value.description, "the certificate", secrets.tls.span),
      (secrets.smtp.value.description, "the mail server", secrets.smtp.span),
    ]
    for identity in resources.identities {
      let use = "identity `\(identity.name.value)`"
      if let name = identity.credentials { result.append((name.value.description, use, name.span)) }
      if let key = identity.identityId {
        result.append((key.name.value.description, use, key.name.span))
      }
    }
    return result
  }
}
