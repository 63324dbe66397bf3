import Diagnostics
import TopologyModel

/// Sources whose project is named twice, or not at all.
struct AmbiguousSourceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 21, "ambiguous-source",
    summary: "A source does not clearly identify its project, environment and folder.",
    why: "The operator rejects the resource at run time, and reports it only in a condition.",
    sources: [.infisicalOperator("InfisicalStaticSecret validation")],
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
    for source in (topology.infisicalResources?.staticSecrets ?? []).flatMap(\.sources) {
      let identifier = source.projectId.flatMap { $0.value.isEmpty ? nil : $0 }
      let slug = source.projectSlug.flatMap { $0.value.isEmpty ? nil : $0 }
      if (identifier == nil) == (slug == nil) {
        findings.report(
          Diagnostic(
            Self.info, slug == nil ? "the source has no project" : "the source has two projects",
            at: slug?.span ?? source.span
          ).label(slug == nil ? nil : identifier?.span, "first here")
            .help("set either projectId or projectSlug"))
      }
      for (field, text) in [
        ("environmentSlug", source.environmentSlug), ("secretPath", source.secretPath),
      ] where text.value.isEmpty {
        findings.report(
          Diagnostic(Self.info, "`\(field)` is empty", at: text.span).help("set what to read"))
      }
    }
  }
}
