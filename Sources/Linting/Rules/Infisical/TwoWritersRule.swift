import Diagnostics
import InfisicalModel

/// Targets that several resources write.
struct TwoWritersRule: LintRule {
  static let info = RuleInfo(
    .infisical, 112, "two-writers",
    summary:
      "Two resources write the same target; a warning if they are in different files that no kustomization combines.",
    why:
      "They overwrite each other at every refresh; with v1alpha1 and v1beta1 on one target, workloads restart each time.",
    sources: [.infisicalOperator("both controllers (two digests in one annotation")],
    bad: [
      .init(
        ExampleObject.stream(
          ExampleObject.legacySecret,
          ExampleObject.staticSecret
            .changing(
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
              to:
                "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Orphan}]  # here"
            ))),
      .init(
        ExampleObject.stream(
          ExampleObject.staticSecret
            .changing(
              "metadata: {name: web, namespace: apps}", to: "metadata: {name: one, namespace: apps}"
            ),
          ExampleObject.staticSecret
            .changing(
              "metadata: {name: web, namespace: apps}", to: "metadata: {name: two, namespace: apps}"
            )
            .changing(
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
              to:
                "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]  # here"
            ))),
    ],
    good: [
      .init(ExampleObject.legacySecret),
      .init(
        ExampleObject.stream(
          ExampleObject.staticSecret
            .changing(
              "metadata: {name: web, namespace: apps}", to: "metadata: {name: one, namespace: apps}"
            ),
          ExampleObject.staticSecret
            .changing(
              "metadata: {name: web, namespace: apps}", to: "metadata: {name: two, namespace: apps}"
            )
            .changing(
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
              to: "  targets: [{name: other, namespace: apps, kind: Secret, creationPolicy: Owner}]"
            ))),
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
      var finding = Diagnostic(
        Self.info,
        "\(key) is also written by \(first.object.identity.kind) `\(first.object.identity.name)`",
        at: name.span
      ).label(first.place, "first here").help("let only one of them write it")
      // Files that no kustomization puts together may be alternatives.
      if object.identity.root.isEmpty, name.span?.file != first.place?.file {
        finding.severity = .warning
      }
      findings.report(finding, object)
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
