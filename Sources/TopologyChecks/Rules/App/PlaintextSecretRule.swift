import Diagnostics
import TopologyModel
import YAMLSyntax

/// APP-007.
struct PlaintextSecretRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 607, "plaintext-secret",
    summary: "A variable that holds a secret is written in the topology.",
    why: "The topology and its output lie in Git: whoever reads the repository has the secret.",
    source: "architecture section 4.8, APP-007; design/decisions.md, Determinism and safety",
    bad: [.init("app: {environment: {OIDC_CLIENT_SECRET: not-a-real-one}}")],
    good: [.init("app: {environment: {CORS_ALLOWED_ORIGINS: '[]'}}")])

  private static let words = [
    "SECRET", "PASSWORD", "PASSWD", "TOKEN", "PRIVATE_KEY", "LICENSE_KEY", "ENCRYPTION_KEY",
    "API_KEY", "SIGN_KEY", "CREDENTIAL", "CONNECTION_URI", "HSM_PIN",
  ]
  private static let endings = ["_KEY", "_PIN", "_URI"]

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      for pair in site.app.environment {
        let name = pair.key.value.uppercased()
        guard
          Self.words.contains(where: name.contains) || Self.endings.contains(where: name.hasSuffix)
        else { continue }
        // The name is pointed at, not the value: findings are copied into tickets.
        findings.report(
          Diagnostic(Self.info, "`\(pair.key.value)` is a secret", at: pair.key.span)
            .help("put it into the Secret `\(site.secrets.app.value)`, and rotate the value"),
          site: site)
      }
    }
  }
}
