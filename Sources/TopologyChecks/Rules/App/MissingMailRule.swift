import Diagnostics
import TopologyModel

/// APP-019.
struct MissingMailRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 619, "missing-mail", .warning,
    summary: "Infisical has no mail server.",
    why: "Invitations, password resets and email codes are not delivered.",
    sources: [.catalogue("APP-019")], isWaivable: true,
    bad: [
      .init(
        "app: {smtp: null}")
    ],
    good: [
      .init(
        "app: {smtp: {host: mail.example.net, fromAddress: secrets@example.net}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.app.smtp == nil else { continue }
      findings.report(
        Diagnostic(
          Self.info, "Infisical of `\(site.id.value)` cannot send mail",
          at: site.app.span ?? site.id.span
        )
        .help("set `app.smtp`"), site: site)
    }
  }
}
