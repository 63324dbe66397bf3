import Diagnostics
import Schema
import YAMLSyntax

/// Labels and annotations that the API server rejects.
struct InvalidLabelRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 202, "invalid-label",
    summary: "A label or an annotation name is invalid.",
    why: "The API server rejects the object.",
    sources: [
      .kubernetes("Labels and Selectors", "concepts/overview/working-with-objects/labels/"),
      .kubernetes("Annotations", "concepts/overview/working-with-objects/annotations/"),
    ],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
          namespace: apps
          labels:
            app: "web frontend"  # here
        """)
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
          namespace: apps
          labels: {app.kubernetes.io/name: web}
          annotations: {note: "any text, with blanks"}
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    check(target.object.node["metadata"], target.object, &findings)
    if let pod = target.pod, pod.kind != "Pod" { check(pod.metadata, target.object, &findings) }
  }

  private func check(
    _ metadata: YAMLNode?, _ object: LintObject, _ findings: inout LintFindings
  ) {
    for field in ["labels", "annotations"] {
      for entry in metadata?[field]?.entries ?? [] {
        guard let name = entry.key.text, !Placeholder.isIn(name) else { continue }
        if let problem = LabelForm.problem(
          ofName: field == "annotations" ? name.lowercased() : name)
        {
          findings.report(
            Diagnostic(
              Self.info, "`\(name)` is not a valid label name: \(problem)", at: entry.key.span
            )
            .help("use up to 63 letters, digits, `-`, `_` and `.`, optionally after `domain/`"),
            object)
        }
        guard field == "labels", let value = entry.value.text, !Placeholder.isIn(value),
          entry.value.scalar?.resolved() == .string,
          let problem = LabelForm.problem(ofValue: value)
        else { continue }
        findings.report(
          Diagnostic(
            Self.info,
            "\(SecretMask.isSecret(name) ? "this" : "`\(value)`") is not a valid label value: \(problem)",
            at: entry.value.span
          )
          .help("use up to 63 letters, digits, `-`, `_` and `.`, or an annotation"), object)
      }
    }
  }
}
