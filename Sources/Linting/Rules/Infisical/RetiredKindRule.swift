import Diagnostics
import InfisicalModel

/// Resources of a kind that goes away.
struct RetiredKindRule: LintRule {
  static let info = RuleInfo(
    .infisical, 114, "retired-kind", .note,
    summary: "The resource is a v1alpha1 InfisicalSecret.",
    why: "Each one logs in separately and keeps a client in memory; upstream will remove the kind.",
    sources: [
      .document(
        "Infisical, Our Kubernetes Operator Did Not Scale (2026)", "https://infisical.com/blog"),
      .infisicalOperator("InfisicalSecret"),
    ],
    bad: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1alpha1
        kind: InfisicalSecret
        metadata: {name: web, namespace: apps}  # here
        spec:
          authentication:
            universalAuth:
              credentialsRef: {secretName: creds, secretNamespace: apps}
              secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
          managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]
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
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]
        """)
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.secrets {
      findings.report(
        Diagnostic(Self.info, "InfisicalSecret is deprecated", at: secret.object.place)
          .help("run `redoubt migrate` on this file"), secret.object)
    }
  }
}
