import Diagnostics
import InfisicalModel

/// Targets that are to be owned across namespaces.
struct UnreachableOwnerRule: LintRule {
  static let info = RuleInfo(
    .infisical, 107, "unreachable-owner",
    summary: "A target with creationPolicy Owner is in a different namespace than its resource.",
    why:
      "Owner references do not cross namespaces: a missing target is never created, and an existing one never gets the owner.",
    sources: [
      .infisicalOperator("SetControllerReference"),
      .kubernetes(
        "owners and dependents", "concepts/overview/working-with-objects/owners-dependents/"),
    ],
    bad: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: other, kind: Secret, creationPolicy: Owner}]  # here"
          )),
      .init(
        ExampleObject.legacySecret
          .changing(
            "  managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]",
            to:
              "  managedKubeSecretReferences: [{secretName: web, secretNamespace: other, creationPolicy: Owner}]  # here"
          )),
    ],
    good: [
      .init(ExampleObject.staticSecret),
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to: "  targets: [{name: web, namespace: other, kind: Secret, creationPolicy: Orphan}]")),
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      for target in secret.spec.targets where target.creationPolicy.value == .owner {
        check(
          target.namespace.map { $0.map(\.text) }, target.creationPolicy.span, secret.namespace,
          secret.object, &findings)
      }
    }
    for secret in input.secrets {
      let spec = secret.spec
      let owner = CreationPolicy.owner.rawValue
      let all = spec.secretTargets
      for target in all where target.creationPolicy.value == owner {
        check(
          target.secretNamespace, target.creationPolicy.span, secret.namespace, secret.object,
          &findings)
      }
      for target in spec.managedKubeConfigMapReferences where target.creationPolicy.value == owner {
        check(
          target.configMapNamespace, target.creationPolicy.span, secret.namespace, secret.object,
          &findings)
      }
    }
    for secret in input.dynamicSecrets {
      let target = secret.spec.managedSecretReference
      guard target.creationPolicy.value == CreationPolicy.owner.rawValue else { continue }
      check(
        target.secretNamespace, target.creationPolicy.span, secret.namespace, secret.object,
        &findings)
    }
  }

  private func check(
    _ target: Located<String>?, _ policy: SourceSpan?, _ own: String?, _ object: LintObject,
    _ findings: inout LintFindings
  ) {
    guard let target, let own, target.value != own else { return }
    findings.report(
      Diagnostic(
        Self.info, "a target in `\(target.value)` cannot be owned from `\(own)`", at: policy
      ).label(target.span, "another namespace")
        .help("use Orphan, or move the resource to `\(target.value)`"), object)
  }
}
