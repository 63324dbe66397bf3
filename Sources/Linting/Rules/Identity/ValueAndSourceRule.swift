import Diagnostics
import YAMLSyntax

/// Variables with a value and a source.
struct ValueAndSourceRule: PodRule {
  static let info = RuleInfo(
    .kubernetes, 214, "value-and-source",
    summary: "An environment variable has both `value` and `valueFrom`.",
    why: "The API server rejects the pod.",
    sources: [.kubernetes("API reference, EnvVar", "reference/kubernetes-api/")],
    bad: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  env:
                  - name: MODE
                    value: fast
                    valueFrom: {configMapKeyRef: {name: web, key: mode}}  # here
              """))
    ],
    good: [
      .init(
        ExampleObject.pod
          .changing(
            "    image: registry.example.com/web:1.4",
            to: """
                  image: registry.example.com/web:1.4
                  env:
                  - name: MODE
                    valueFrom: {configMapKeyRef: {name: web, key: mode}}
              """))
    ])

  func check(_ pod: PodView, _ target: LintTarget, into findings: inout LintFindings) {
    for container in pod.all {
      for variable in container.env {
        guard let source = variable.entry("valueFrom"), let value = variable.entry("value"),
          value.value.text?.isEmpty == false
        else { continue }
        findings.report(
          Diagnostic(Self.info, "this variable already has a value", at: source.key.span)
            .label(value.key.span, "the value").help("keep one of them"), target.object)
      }
    }
  }
}
