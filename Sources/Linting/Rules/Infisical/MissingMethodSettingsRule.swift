import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Identities whose method has no settings.
struct MissingMethodSettingsRule: LintRule {
  static let info = RuleInfo(
    .infisical, 102, "missing-method-settings",
    summary: "The settings of the selected method are missing.",
    why: "Validation does not require them: the identity is admitted but never becomes ready.",
    sources: [.infisicalOperator("InfisicalAuth controller")],
    bad: [
      .init(
        ExampleObject.auth
          .changing(
            """
              method: aws-iam
              awsIam: {identityIdRef: {name: id, namespace: apps, key: identityId}}
            """, to: "  method: aws-iam  # here"))
    ],
    good: [
      .init(ExampleObject.auth)
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for auth in input.auths {
      let method = auth.spec.method
      // An object without method was refused when it was read, or has no spec at all.
      guard method.span != nil else { continue }
      guard auth.object.node["spec"]?[method.value.field] == nil else { continue }
      findings.report(
        Diagnostic(
          Self.info, "method `\(method.value.rawValue)` has no settings", at: method.span
        ).help("add spec.\(method.value.field)"), auth.object)
    }
  }
}
