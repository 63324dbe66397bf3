import Diagnostics
import InfisicalModel

/// Names that no annotation can carry.
struct LongTargetNameRule: LintRule {
  static let info = RuleInfo(
    .infisical, 109, "long-target-name", .warning,
    summary: "The name of a target is longer than 48 characters.",
    why:
      "Auto-reload uses the name in an annotation key, whose name part is limited to 63 characters: workloads that use the target are never restarted.",
    sources: [.infisicalOperator("issues 109 and 114")],
    bad: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, namespace: apps, kind: Secret, creationPolicy: Owner}]  # here"
          ))
    ],
    good: [
      .init(ExampleObject.staticSecret)
    ])

  /// 63 characters of a key's name part, less `managed-secret.`.
  private static let limit = 48

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      for target in secret.spec.targets {
        check(target.name.map(\.text), secret.object, &findings)
      }
    }
    for secret in input.secrets {
      let spec = secret.spec
      let all = spec.secretTargets
      for target in all { check(target.secretName, secret.object, &findings) }
    }
    for secret in input.dynamicSecrets {
      check(secret.spec.managedSecretReference.secretName, secret.object, &findings)
    }
  }

  private func check(
    _ name: Located<String>, _ object: LintObject, _ findings: inout LintFindings
  ) {
    guard name.value.utf8.count > Self.limit else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "the name has \(name.value.utf8.count) characters, but auto-reload supports at most \(Self.limit)",
        at: name.span
      ).help("shorten it, or restart workloads in another way"), object)
  }
}
