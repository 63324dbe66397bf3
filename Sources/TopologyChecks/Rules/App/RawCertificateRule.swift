import Diagnostics
import TopologyModel
import YAMLSyntax

/// APP-017.
struct RawCertificateRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 617, "raw-certificate",
    summary: "A CA for the database is given as PEM.",
    why: "Infisical expects base64 and does not start otherwise.",
    sources: [.catalogue("APP-017")],
    bad: [
      .init(
        "app: {environment: {DB_ROOT_CERT: '-----BEGIN CERTIFICATE-----'}}")
    ],
    good: [
      .init(
        "app: {environment: {DB_ROOT_CERT: LS0tLS1CRUdJTg==}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      for pair in site.app.environment
      where ["DB_ROOT_CERT", "AUDIT_LOGS_DB_ROOT_CERT"].contains(pair.key.value)
        && pair.value.value.hasPrefix("-----BEGIN")
      {
        findings.report(
          Diagnostic(Self.info, "`\(pair.key.value)` is PEM, not base64", at: pair.value.span)
            .help("encode it; by default, the CA of the Cluster is mounted and used"), site: site)
      }
    }
  }
}
