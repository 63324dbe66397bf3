import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Templates that print a record instead of its value.
struct PrintedRecordRule: LintRule {
  static let info = RuleInfo(
    .infisical, 117, "printed-record", .warning,
    summary: "A v1alpha1 template references a secret without `.Value`.",
    why:
      "It prints the value and path in braces, which is rarely intended; v1beta1 prints the value.",
    sources: [.infisicalOperator("templating")],
    bad: [
      .init(
        ExampleObject.legacySecret
          .changing(
            "  managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]",
            to:
              "  managedKubeSecretReferences: [{secretName: web, secretNamespace: apps, template: {data: {A: '{{ .A }}'}}}]  # here"
          ))
    ],
    good: [
      .init(
        ExampleObject.legacySecret
          .changing(
            "  managedKubeSecretReferences: [{secretName: web, secretNamespace: apps}]",
            to:
              "  managedKubeSecretReferences: [{secretName: web, secretNamespace: apps, template: {data: {A: '{{ .A.Value }}'}}}]"
          )),
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ .A }}'}}}]"
          )),
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.secrets {
      for (pair, _) in secret.spec.templates {
        guard let parsed = TemplateText(pair.value.value), let record = parsed.wholeRecords.first
        else { continue }
        findings.report(
          Diagnostic(Self.info, "`.\(record)` prints value and path", at: pair.value.span)
            .help("write `.\(record).Value`"), secret.object)
      }
    }
  }
}
