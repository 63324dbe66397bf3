import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Intervals that mean "never again", or nothing.
struct UnusableIntervalRule: LintRule {
  static let info = RuleInfo(
    .infisical, 103, "unusable-interval",
    summary: "An interval does not mean what it says.",
    why:
      "For an InfisicalSecret, an invalid interval becomes the default, and a negative one disables refreshes; an InfisicalPushSecret stays in error.",
    sources: [.infisicalOperator("interval strings")],
    bad: [
      .init(
        ExampleObject.legacySecret
          .changing(
            "      secretsScope: {projectId: p, envSlug: prod, secretsPath: /}",
            to: """
                    secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
                syncConfig: {resyncInterval: 1m30s}  # here
              """))
    ],
    good: [
      .init(ExampleObject.staticSecret),
      .init(
        ExampleObject.legacySecret
          .changing(
            "      secretsScope: {projectId: p, envSlug: prod, secretsPath: /}",
            to: """
                    secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
                syncConfig: {resyncInterval: 90s}
              """)),
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    // Intervals of static secrets are typed: what is not an interval was refused when it was read.
    for secret in input.secrets {
      if let text = secret.spec.syncConfig?.resyncInterval, text.value != "0s" {
        let isNever = text.value.hasPrefix("-")
        check(
          text, isNever ? "disables refreshes" : "is ignored, and the default applies",
          secret.object,
          &findings)
      }
      if let number = secret.spec.resyncInterval, number.value != 0, number.value < 5 {
        findings.report(
          Diagnostic(
            Self.info,
            number.value < 0
              ? "\(number.value) disables refreshes"
              : "\(number.value) is ignored: the default applies",
            at: number.span
          ).help("set 5 or more"), secret.object)
      }
    }
    for secret in input.pushSecrets {
      guard let text = secret.spec.resyncInterval else { continue }
      check(text, "is refused", secret.object, &findings)
    }
  }

  private func check(
    _ text: Located<String>, _ effect: String, _ object: LintObject,
    _ findings: inout LintFindings
  ) {
    guard !text.value.isEmpty else { return }
    do throws(ValueProblem) {
      _ = try RefreshInterval(parsing: text.value)
    } catch {
      findings.report(
        Diagnostic(Self.info, "`\(text.value)` \(effect)", at: text.span).help(error.help), object)
    }
  }
}
