import Diagnostics
import GoTemplate
import InfisicalModel
import YAMLSyntax

/// Templates that no engine can read.
struct BrokenTemplateRule: LintRule {
  static let info = RuleInfo(
    .infisical, 115, "broken-template",
    summary: "A template does not parse, or calls an unknown function.",
    why: "The target is never written, and the resource stays in error.",
    sources: [.document("Go 1.25, text/template", "https://pkg.go.dev/text/template")],
    bad: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ .A.Value '}}}]  # here"
          )),
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ .A.Value | base64enc }}'}}}]  # here"
          )),
    ],
    good: [
      .init(
        ExampleObject.staticSecret
          .changing(
            "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner}]",
            to:
              "  targets: [{name: web, namespace: apps, kind: Secret, creationPolicy: Owner, template: {engineVersion: v1, data: {A: '{{ .A.Value }}'}}}]"
          ))
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
    guard
      let problem = GoTemplate.problem(in: template.value, functions: TemplateNames.all)
    else { return }
    let place = problem.place.map { "line \($0.line), column \($0.column) of the template: " } ?? ""
    findings.report(
      Diagnostic(Self.info, place + problem.message, at: template.span)
        .help(Self.help(problem)), object)
  }

  private static func help(_ problem: TemplateError) -> String {
    guard let name = problem.undefinedFunction else {
      return "see https://pkg.go.dev/text/template"
    }
    let near = Suggestion.nearest(to: name, in: TemplateNames.all.sorted())
    return near.map { "did you mean `\($0)`?" }
      ?? "use a function of Go, sprig or the operator"
  }
}
