import Diagnostics
import InfisicalModel

/// Instant updates that never come.
struct EventsBySlugRule: LintRule {
  static let info = RuleInfo(
    .infisical, 108, "events-by-slug", .warning,
    summary: "Instant updates are enabled, but a source identifies its project by slug.",
    why:
      "The operator subscribes with an empty project ID, so no event arrives before the next refresh.",
    sources: [.infisicalOperator("event stream (ProjectID: source.ProjectId")],
    bad: [
      .init(
        ExampleObject.staticSecret
          .changing(
            """
              syncOptions: {refreshInterval: 5m}
              sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
            """,
            to: """
                syncOptions: {refreshInterval: 1h, instantUpdates: true}
                sources: [{projectSlug: s, environmentSlug: prod, secretPath: /}]  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  syncOptions: {refreshInterval: 5m}",
            to: "  syncOptions: {refreshInterval: 1h, instantUpdates: true}")),
      .init(
        ExampleObject.staticSecret
          .changing(
            "  sources: [{projectId: p, environmentSlug: prod, secretPath: /}]",
            to: "  sources: [{projectSlug: s, environmentSlug: prod, secretPath: /}]")),
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      guard let updates = secret.spec.syncOptions.instantUpdates, updates.value else { continue }
      for source in secret.spec.sources where source.projectId?.value.isEmpty != false {
        guard let slug = source.projectSlug, !slug.value.isEmpty else { continue }
        findings.report(
          Diagnostic(
            Self.info, "events do not arrive for a project that is referenced by slug",
            at: slug.span
          ).label(updates.span, "instant updates").help("set projectId instead"), secret.object)
      }
    }
  }
}
