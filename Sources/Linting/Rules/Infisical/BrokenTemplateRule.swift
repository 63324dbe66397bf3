import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Templates that no engine can read.
struct BrokenTemplateRule: LintRule {
  static let info = RuleInfo(
    .infisical, 115, "broken-template",
    summary: "An action of a template is never closed.",
    why: "The target is never written, and the resource stays in error.",
    source: "Go 1.25, text/template",
    bad: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ .A.Value '}}}]  # here
        """)
    ],
    good: [
      .init(
        """
        apiVersion: secrets.infisical.com/v1beta1
        kind: InfisicalStaticSecret
        metadata: {name: web, namespace: apps}
        spec:
          infisicalAuthRef: {name: apps, namespace: apps}
          syncOptions: {refreshInterval: 5m}
          sources: [{projectId: p, environmentSlug: prod, secretPath: /}]
          targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ .A.Value }}'}}}]
        """)
    ])

  func check(_ input: LintInput, into findings: inout LintFindings) {
    for secret in input.staticSecrets {
      for template in secret.spec.targets.flatMap({ $0.template?.data.templates ?? [] }) {
        check(template, secret.object, &findings)
      }
    }
    for secret in input.secrets {
      for (pair, _) in secret.spec.templates { check(pair.value, secret.object, &findings) }
    }
    for secret in input.pushSecrets {
      for pair in secret.spec.push.secret?.template?.data ?? [] {
        check(pair.value, secret.object, &findings)
      }
    }
  }

  private func check(
    _ template: Located<String>, _ object: LintObject, _ findings: inout LintFindings
  ) {
    guard TemplateText(template.value) == nil else { return }
    findings.report(
      Diagnostic(Self.info, "an action or a string in it is never closed", at: template.span)
        .help("close it with `}}`"), object)
  }
}
