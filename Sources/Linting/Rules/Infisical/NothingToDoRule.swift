import Diagnostics
import InfisicalModel

/// Resources without sources or targets.
struct NothingToDoRule: LintRule {
  static let info = RuleInfo(
    .infisical, 104, "nothing-to-do",
    summary: "A resource has no source or no target.",
    why: "The operator rejects it at run time, and reports it only in a condition.",
    sources: [.infisicalOperator("InfisicalStaticSecret validation")],
    bad: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}  # here
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: []
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]
        """),
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}  # here
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: []
        """),
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
          resyncInterval: 60
        """),
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
          managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]
        """),
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      let lists = [
        ("source", secret.spec.sources.isEmpty), ("target", secret.spec.targets.isEmpty),
      ]
      for (name, isEmpty) in lists where isEmpty {
        findings.report(
          Diagnostic(Self.info, "missing \(name)", at: secret.object.place)
            .help("add one to spec.\(name)s"), secret.object)
      }
    }
    for secret in input.secrets {
      let spec = secret.spec
      guard spec.secretTargets.isEmpty,
        spec.managedKubeConfigMapReferences.isEmpty
      else { continue }
      findings.report(
        Diagnostic(Self.info, "missing target", at: secret.object.place)
          .help("add spec.managedKubeSecretReferences"), secret.object)
    }
    for secret in input.pushSecrets
    where secret.spec.push.secret == nil && secret.spec.push.generators.isEmpty {
      findings.report(
        Diagnostic(Self.info, "nothing to push", at: secret.object.place)
          .help("add spec.push.secret or spec.push.generators"), secret.object)
    }
  }
}
