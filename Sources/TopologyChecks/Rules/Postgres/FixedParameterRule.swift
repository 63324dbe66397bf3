import Diagnostics
import TopologyModel
import YAMLSyntax

/// PG-020.
struct FixedParameterRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 320, "fixed-parameter",
    summary: "A PostgreSQL parameter is managed by CloudNativePG.",
    why: "Its webhook rejects the Cluster.",
    sources: [
      .catalogue("PG-020"),
      .cloudNativePGSource("fixed parameters", "pkg/postgres/configuration.go"),
    ],
    bad: [.init("postgres: {parameters: {archive_command: /bin/true}}")],
    good: [.init("postgres: {parameters: {work_mem: 16MB}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      for parameter in site.postgres.parameters {
        let name = parameter.key.value
        if name == "archive_timeout" {
          findings.report(
            Diagnostic(
              Self.info, "`archive_timeout` has a separate field", at: parameter.key.span
            )
            .help("write `archiveTimeout` in `postgres`"), site: site)
        } else if FixedParameters.names.contains(name) {
          findings.report(
            Diagnostic(
              Self.info, "`\(name)` is set by CloudNativePG and cannot be changed",
              at: parameter.key.span
            ).help("remove it"), site: site)
        }
      }
    }
  }
}
