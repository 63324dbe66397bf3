import Diagnostics
import InfisicalModel

/// Targets that are named in two ways.
struct ExclusiveTargetsRule: LintRule {
  static let info = RuleInfo(
    .infisical, 116, "exclusive-targets",
    summary: "managedSecretReference is set together with managedKubeSecretReferences.",
    why: "The operator rejects the resource at run time.",
    sources: [.infisicalOperator("InfisicalSecret controller")],
    bad: [
      .init(
        ExampleObject.legacySecret
          .changing(
            "      secretsScope: {projectId: p, envSlug: prod, secretsPath: /}",
            to: """
                    secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
                managedSecretReference: {secretName: a, secretNamespace: apps}  # here
              """))
    ],
    good: [
      .init(ExampleObject.legacySecret)
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.secrets {
      guard let legacy = secret.spec.legacyTarget,
        let first = secret.spec.managedKubeSecretReferences.first
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "managedSecretReference cannot be combined with managedKubeSecretReferences",
          at: legacy.secretName.span
        ).label(first.secretName.span, "the list").help("move it into the list"), secret.object)
    }
  }
}
