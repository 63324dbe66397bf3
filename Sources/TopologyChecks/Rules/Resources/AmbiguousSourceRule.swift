import Diagnostics
import TopologyModel

/// Sources whose project is named twice, or not at all.
struct AmbiguousSourceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 21, "ambiguous-source",
    summary: "A source names its project by identifier and by slug, or by neither.",
    why: "The operator refuses the resource at run time, and says so in a condition only.",
    source: "Infisical kubernetes-operator v0.11.5, InfisicalStaticSecret validation",
    bad: [
      .init(
        """
        infisicalResources:
          identities: [{name: apps, method: universal, credentials: creds}]
          staticSecrets:
            - name: web
              sources: [{environmentSlug: prod}]
              targets: [{name: web}]
        """)
    ],
    good: [
      .init(
        """
        infisicalResources:
          identities: [{name: apps, method: universal, credentials: creds}]
          staticSecrets:
            - name: web
              sources: [{projectId: p, environmentSlug: prod}]
              targets: [{name: web}]
        """)
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for secret in topology.infisicalResources?.staticSecrets ?? [] {
      for source in secret.sources where (source.projectId == nil) == (source.projectSlug == nil) {
        let isTwice = source.projectId != nil
        findings.report(
          Diagnostic(
            Self.info, isTwice ? "the project is named twice" : "the project is not named",
            at: isTwice ? source.projectSlug?.span : source.span
          ).label(isTwice ? source.projectId?.span : nil, "first here")
            .help("give projectId or projectSlug"))
      }
    }
  }
}
