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
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 1h, instantUpdates: true}
          sources: [{projectSlug: s, environmentSlug: prod, secretPath: /}]  # here
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]
        """)
    ],
    good: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 1h, instantUpdates: true}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]
        """),
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectSlug: s, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]
        """),
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
