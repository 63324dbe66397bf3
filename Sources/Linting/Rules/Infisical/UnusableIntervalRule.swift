import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Intervals that mean "never again", or nothing.
struct UnusableIntervalRule: LintRule {
  static let info = RuleInfo(
    .infisical, 103, "unusable-interval",
    summary: "An interval does not follow the grammar of the operator, or is zero.",
    why:
      "`0m` passes and means that secrets are never refreshed again; anything else is refused at run time.",
    source: "Infisical kubernetes-operator v0.11.5, interval strings",
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
          syncConfig: {resyncInterval: 1m30s}
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
        """),
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
          syncConfig: {resyncInterval: 90s}
          managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]
        """),
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    // Intervals of static secrets are typed: what is no interval was refused when it was read.
    for secret in input.secrets {
      check(secret.spec.syncConfig?.resyncInterval, secret.object, &findings)
    }
    for secret in input.pushSecrets {
      check(secret.spec.resyncInterval, secret.object, &findings)
    }
  }

  private func check(
    _ text: Located<String>?, _ object: LintObject, _ findings: inout LintFindings
  ) {
    guard let text, !text.value.isEmpty else { return }
    do throws(ValueProblem) {
      _ = try RefreshInterval(parsing: text.value)
    } catch {
      findings.report(
        Diagnostic(Self.info, "`\(text.value)` \(error.message)", at: text.span).help(error.help),
        object)
    }
  }
}
