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
        ExampleObject.staticSecret
          .changing(
            "metadata: {name: web, namespace: apps}",
            to: "metadata: {name: web, namespace: apps}  # here"
          )
          .changing(
            "  sources: [{projectId: p, environmentSlug: prod, secretPath: /}]", to: "  sources: []"
          )),
      .init(
        ExampleObject.staticSecret
          .changing(
            "metadata: {name: web, namespace: apps}",
            to: "metadata: {name: web, namespace: apps}  # here"
          )
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to: "  targets: []")),
      .init(
        ExampleObject.legacySecret
          .changing(
            "metadata: {name: web, namespace: apps}",
            to: "metadata: {name: web, namespace: apps}  # here"
          )
          .changing(
            "  managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]",
            to: "  resyncInterval: 60")),
    ],
    good: [
      .init(ExampleObject.staticSecret),
      .init(ExampleObject.legacySecret),
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
