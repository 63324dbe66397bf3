import Diagnostics
import InfisicalModel

/// Resources of a kind that goes away.
struct RetiredKindRule: LintRule {
  static let info = RuleInfo(
    .infisical, 114, "retired-kind", .note,
    summary: "The resource is a v1alpha1 InfisicalSecret.",
    why: "Each one logs in separately and keeps a client in memory; upstream will remove the kind.",
    sources: [
      .document(
        "Infisical, Our Kubernetes Operator Did Not Scale (2026)", "https://infisical.com/blog"),
      .infisicalOperator("InfisicalSecret"),
    ],
    bad: [
      .init(
        ExampleObject.legacySecret
          .changing(
            "metadata: {name: web, namespace: apps}",
            to: "metadata: {name: web, namespace: apps}  # here"))
    ],
    good: [
      .init(ExampleObject.staticSecret)
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.secrets {
      findings.report(
        Diagnostic(Self.info, "InfisicalSecret is deprecated", at: secret.object.place)
          .help("run `redoubt migrate` on this file"), secret.object)
    }
  }
}
