import Diagnostics
import TopologyModel
import YAMLSyntax

/// APP-007.
struct PlaintextSecretRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 607, "plaintext-secret",
    summary: "A variable that holds a secret is set in the topology.",
    why:
      "The topology and its output are in Git: anyone who can read the repository has the secret.",
    sources: [.catalogue("APP-007"), .redoubt("determinism and safety", "docs/threat-model.md")],
    bad: [
      .init("app: {environment: {OIDC_CLIENT_SECRET: not-a-real-one}}"),
      .init("gitops: {repoURL: 'https://bot:not-a-real-one@git.example.net/v.git'}"),
    ],
    good: [.init("app: {environment: {CORS_ALLOWED_ORIGINS: '[]'}}")])

  private static let words = [
    "SECRET", "PASSWORD", "PASSWD", "TOKEN", "PRIVATE_KEY", "LICENSE_KEY", "ENCRYPTION_KEY",
    "API_KEY", "SIGN_KEY", "CREDENTIAL", "CONNECTION_URI", "HSM_PIN",
  ]
  private static let endings = ["_KEY", "_PIN", "_URI"]

  func check(_ topology: Topology, into findings: inout Findings) {
    if let url = topology.gitops.repoURL, let rest = url.value.components(behind: "://"),
      rest.prefix(while: { $0 != "/" }).contains("@"),
      rest.prefix(while: { $0 != "@" }).contains(":")
    {
      findings.report(
        Diagnostic(Self.info, "`repoURL` contains credentials", at: url.span)
          .help("remove and rotate them, and give the agent a Secret"))
    }
    for site in topology.sites {
      for pair in site.app.environment {
        let name = pair.key.value.uppercased()
        guard
          Self.words.contains(where: name.contains) || Self.endings.contains(where: name.hasSuffix)
        else { continue }
        // The name is pointed at, not the value: findings are copied into tickets.
        findings.report(
          Diagnostic(Self.info, "`\(pair.key.value)` is a secret", at: pair.key.span)
            .help(
              RequiredSecret.appKeys.contains(name)
                ? "move it to the Secret `\(site.secrets.app.value)`, and rotate the value"
                : "remove it and rotate the value: of the Secret `\(site.secrets.app.value)`, Infisical gets \(RequiredSecret.appKeys.joined(separator: ", ")) only"
            ),
          site: site)
      }
    }
  }
}

extension String {
  /// What follows the first `mark`; nil without one.
  fileprivate func components(behind mark: String) -> Substring? {
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(mark) { return rest.dropFirst(mark.count) }
      rest = rest.dropFirst()
    }
    return nil
  }
}
