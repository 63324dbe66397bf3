import Diagnostics
import Schema
import YAMLSyntax

/// Names that the API server rejects.
struct InvalidNameRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 201, "invalid-name",
    summary: "An object has no name, or an invalid one.",
    why: "The API server rejects the object.",
    sources: [
      .kubernetes("Object Names and IDs", "concepts/overview/working-with-objects/names/"),
      .issue("yannh/kubeconform", 82),
    ],
    bad: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: Web_Config, namespace: apps}  # here
        """),
      .init(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web.internal, namespace: apps}  # here
        spec: {ports: [{port: 80}]}
        """),
    ],
    good: [
      .init(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web.config-1, namespace: apps}
        """),
      .init(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: "system:web"}
        rules: []
        """),
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    let object = target.object
    guard let metadata = object.node["metadata"], metadata.isMapping else { return }
    guard let name = metadata["name"] else {
      guard metadata["generateName"] == nil, target.kind != nil else { return }
      return findings.report(
        Diagnostic(
          Self.info, "missing `metadata.name`", at: object.node.entry("metadata")?.key.span
        )
        .help("add `metadata.name`"), object)
    }
    guard let text = name.text, !Placeholder.isIn(text),
      name.properties.isEmpty || name.alias != nil
    else { return }
    let form = NameForm.form(
      of: object.identity.kind, group: object.group, version: target.version)
    guard let problem = form.problem(of: text) else { return }
    findings.report(
      Diagnostic(Self.info, "`\(text)` is not a valid name: \(problem)", at: name.span).help(
        form.help),
      object)
  }
}
