import Diagnostics
import InfisicalModel

/// Types on what has none.
struct TypeOnConfigMapRule: LintRule {
  static let info = RuleInfo(
    .infisical, 106, "type-on-configmap",
    summary: "A ConfigMap target has a `secretType`.",
    why: "Only Secrets have a type; the operator rejects the resource.",
    sources: [.infisicalOperator("InfisicalStaticSecret validation")],
    bad: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: apps, kind: ConfigMap, creationPolicy: Owner, secretType: Opaque}]  # here"
          ))
    ],
    good: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, secretType: Opaque}]"
          ))
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      for target in secret.spec.targets where target.kind.value == .configMap {
        guard let type = target.secretType, !type.value.isEmpty else { continue }
        findings.report(
          Diagnostic(Self.info, "a ConfigMap has no type", at: type.span)
            .label(target.kind.span, "").help("remove secretType"), secret.object)
      }
    }
  }
}
