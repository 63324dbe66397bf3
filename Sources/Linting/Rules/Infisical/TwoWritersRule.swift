import Diagnostics
import InfisicalModel

/// Targets that several resources write.
struct TwoWritersRule: LintRule {
  static let info = RuleInfo(
    .infisical, 112, "two-writers",
    summary: "Two resources write the same target.",
    why:
      "They overwrite each other at every refresh; with v1alpha1 and v1beta1 on one target, workloads restart each time.",
    sources: [.infisicalOperator("both controllers (two digests in one annotation")],
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
          managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]
        ---
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Orphan}]  # here
        """),
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: one, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]
        ---
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: two, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]  # here
        """),
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
        """),
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: one, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]
        ---
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: two, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: other, namespace: apps, kind: Secret, creationPolicy: Owner}]
        """),
    ])

  private struct Writer {
    let object: LintObject
    let place: SourceSpan?
  }

  func check(_ input: LintInput, into findings: inout LintFindings) {
    var writers: [String: Writer] = [:]
    func add(
      _ kind: String, _ namespace: String, _ name: Located<String>, _ object: LintObject
    ) {
      let key = "\(kind) \(namespace)/\(name.value)"
      guard let first = writers[key] else {
        writers[key] = Writer(object: object, place: name.span)
        return
      }
      // One resource that names a target twice is another rule's business.
      guard first.object.identity != object.identity else { return }
      findings.report(
        Diagnostic(
          Self.info,
          "\(key) is also written by \(first.object.identity.kind) `\(first.object.identity.name)`",
          at: name.span
        ).label(first.place, "first here").help("let only one of them write it"), object)
    }
    for secret in input.secrets {
      let spec = secret.spec
      let all = spec.secretTargets
      for target in all {
        add("Secret", target.secretNamespace.value, target.secretName, secret.object)
      }
      for target in spec.managedKubeConfigMapReferences {
        add("ConfigMap", target.configMapNamespace.value, target.configMapName, secret.object)
      }
    }
    for secret in input.dynamicSecrets {
      let target = secret.spec.managedSecretReference
      add("Secret", target.secretNamespace.value, target.secretName, secret.object)
    }
    for secret in input.staticSecrets {
      for target in secret.spec.targets {
        let namespace = target.namespace?.value.text ?? secret.namespace ?? ""
        add(
          target.kind.value.rawValue, namespace, target.name.map(\.text), secret.object)
      }
    }
  }
}
