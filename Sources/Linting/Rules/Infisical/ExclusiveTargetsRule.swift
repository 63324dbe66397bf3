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
        """
        apiVersion: secrets.infisical.com/v1alpha1
        kind: InfisicalSecret
        metadata: {name: web, namespace: apps}
        spec:
          authentication:
            universalAuth:
              credentialsRef: {secretName: creds, secretNamespace: apps}
              secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
          managedSecretReference: {secretName: a, secretNamespace: apps}  # here
          managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]
        """)
    ],
    good: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1alpha1
        kind: InfisicalSecret
        metadata: {name: web, namespace: apps}
        spec:
          authentication:
            universalAuth:
              credentialsRef: {secretName: creds, secretNamespace: apps}
              secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
          managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]
        """)
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
