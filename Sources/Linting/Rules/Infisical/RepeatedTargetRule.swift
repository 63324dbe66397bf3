import Diagnostics
import InfisicalModel

/// Targets that a resource names twice.
struct RepeatedTargetRule: LintRule {
  static let info = RuleInfo(
    .infisical, 105, "repeated-target",
    summary: "Two targets of one resource have the same namespace and name.",
    why: "The operator rejects them, even if one is a Secret and the other a ConfigMap.",
    sources: [.infisicalOperator("InfisicalStaticSecret validation")],
    bad: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: a, namespace: x, kind: Secret, creationPolicy: Orphan}, {name: a, namespace: x, kind: ConfigMap, creationPolicy: Orphan}]  # here"
          ))
    ],
    good: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: a, namespace: x, kind: Secret, creationPolicy: Orphan}, {name: a, namespace: team, kind: Secret, creationPolicy: Orphan}]"
          ))
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      let names = secret.spec.targets.map { target in
        let namespace = target.namespace?.value.text ?? secret.namespace ?? ""
        return target.name.map { "\(namespace)/\($0.text)" }
      }
      check(names, secret.object, &findings)
    }
    for secret in input.secrets {
      let secrets = secret.spec.secretTargets.map { target in
        target.secretName.map { "\(target.secretNamespace.value)/\($0)" }
      }
      let maps = secret.spec.managedKubeConfigMapReferences.map { target in
        target.configMapName.map { "\(target.configMapNamespace.value)/\($0)" }
      }
      // v1alpha1 takes a Secret and a ConfigMap of the same name.
      check(secrets, secret.object, &findings)
      check(maps, secret.object, &findings)
    }
  }

  private func check(
    _ names: [Located<String>], _ object: LintObject, _ findings: inout LintFindings
  ) {
    var seen: [String: SourceSpan?] = [:]
    for name in names {
      if let first = seen[name.value] {
        findings.report(
          Diagnostic(Self.info, "duplicate target `\(name.value)`", at: name.span)
            .label(first, "first here").help("rename or remove one of them"), object)
      } else {
        seen[name.value] = name.span
      }
    }
  }
}
