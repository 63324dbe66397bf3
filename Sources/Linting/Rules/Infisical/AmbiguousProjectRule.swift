import Diagnostics
import InfisicalModel

/// Sources whose project is named twice, or not at all.
struct AmbiguousProjectRule: LintRule {
  static let info = RuleInfo(
    .infisical, 101, "ambiguous-project",
    summary: "A project is identified by both ID and slug, or by neither.",
    why: "The operator rejects the resource at run time, and reports it only in a condition.",
    sources: [.infisicalOperator("InfisicalStaticSecret validation")],
    bad: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  sources: [{projectId: p, environmentSlug: prod, secretPath: /}]",
            to: "  sources: [{environmentSlug: prod, secretPath: /}]  # here")),
      .init(
        ExampleObject.staticSecret
          .changing(
            "  sources: [{projectId: p, environmentSlug: prod, secretPath: /}]",
            to:
              "  sources: [{projectId: p, projectSlug: s, environmentSlug: prod, secretPath: /}]  # here"
          )),
      .init(
        ExampleObject.legacySecret
          .changing(
            "      secretsScope: {projectId: p, envSlug: prod, secretsPath: /}",
            to: "      secretsScope: {envSlug: prod, secretsPath: /}  # here")),
    ],
    good: [
      .init(ExampleObject.staticSecret),
      .init(ExampleObject.legacySecret),
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      for source in secret.spec.sources {
        check(source.projectId, source.projectSlug, source.span, secret.object, &findings)
      }
    }
    for secret in input.secrets {
      for scope in secret.spec.authentication?.scopes ?? []
      where !scope.envSlug.value.isEmpty || !scope.secretsPath.value.isEmpty {
        check(scope.projectId, scope.projectSlug, scope.span, secret.object, &findings)
      }
    }
    for secret in input.pushSecrets {
      let target = secret.spec.destination
      check(target.projectId, target.projectSlug, target.span, secret.object, &findings)
    }
    for secret in input.dynamicSecrets {
      let lease = secret.spec.dynamicSecret
      check(lease.projectId, lease.projectSlug, lease.span, secret.object, &findings)
    }
  }

  private func check(
    _ identifier: Located<String>?, _ slug: Located<String>?, _ block: SourceSpan?,
    _ object: LintObject, _ findings: inout LintFindings
  ) {
    let hasIdentifier = identifier?.value.isEmpty == false
    let hasSlug = slug?.value.isEmpty == false
    guard hasIdentifier == hasSlug else { return }
    findings.report(
      Diagnostic(
        Self.info, hasSlug ? "the source has two projects" : "the source has no project",
        at: hasSlug ? slug?.span : block?.startPoint
      ).label(hasSlug ? identifier?.span : nil, "first here")
        .help("set exactly one of projectId and projectSlug"), object)
  }
}
