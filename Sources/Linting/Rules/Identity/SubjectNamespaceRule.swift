import Diagnostics
import YAMLSyntax

/// ServiceAccounts of bindings that do not say where they are.
struct SubjectNamespaceRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 220, "subject-namespace",
    summary: "A binding names a ServiceAccount without its namespace.",
    why: "The API server rejects the binding: it does not assume the namespace of a RoleBinding.",
    sources: [
      .kubernetes("RBAC, Referring to subjects", "reference/access-authn-authz/rbac/")
    ],
    bad: [
      .init(
        ExampleObject.clusterRoleBinding.changing(
          "subjects: [{kind: ServiceAccount, name: operator, namespace: apps}]",
          to: "subjects: [{kind: ServiceAccount, name: operator}]  # here"))
    ],
    good: [.init(ExampleObject.clusterRoleBinding)])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    let object = target.object
    guard object.group == "rbac.authorization.k8s.io", object.identity.kind.hasSuffix("Binding")
    else { return }
    for subject in object.node["subjects"]?.items ?? []
    where subject["kind"]?.text == "ServiceAccount"
      && (subject["namespace"]?.text ?? "").isEmpty
    {
      findings.report(
        Diagnostic(
          Self.info, "the ServiceAccount has no namespace",
          at: subject["namespace"]?.span ?? subject["name"]?.span ?? subject.span
        ).help("add `namespace`"), object)
    }
  }
}
