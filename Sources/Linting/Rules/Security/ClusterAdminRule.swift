import Diagnostics
import YAMLSyntax

/// Accounts that may do anything.
struct ClusterAdminRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 417, "cluster-admin", .warning,
    summary: "A binding grants `cluster-admin`.",
    why: "One leaked token exposes the whole cluster.",
    sources: [
      .kubernetes(
        "Role Based Access Control Good Practices", "concepts/security/rbac-good-practices/")
    ],
    counterparts: ["kube-linter cluster-admin-role-binding"],
    bad: [
      .init(
        ExampleObject.clusterRoleBinding
          .changing(
            "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}",
            to:
              "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}  # here"
          ))
    ],
    good: [
      .init(ExampleObject.clusterRoleBinding)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    let object = target.object
    guard object.group == "rbac.authorization.k8s.io", object.identity.kind.hasSuffix("Binding"),
      let name = object.node["roleRef"]?["name"], name.text == "cluster-admin"
    else { return }
    findings.report(
      Diagnostic(Self.info, "this binding grants everything", at: name.span)
        .help("use a role with only the permissions that are needed"), object)
  }
}
