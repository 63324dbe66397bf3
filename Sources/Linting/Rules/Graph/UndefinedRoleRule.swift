import Diagnostics

/// Bindings of a role that is not there.
struct UndefinedRoleRule: GraphRule {
  static let info = RuleInfo(
    .kubernetes, 115, "undefined-role", .note,
    summary:
      "A RoleBinding references a Role that is not defined in the tree; an error if the tree is declared complete.",
    why: "The binding grants nothing.",
    sources: [.kubernetes("Using RBAC Authorization", "reference/access-authn-authz/rbac/")],
    counterparts: ["kube-linter dangling-rolebinding"],
    bad: [
      .init(
        ExampleObject.stream(
          ExampleObject.roleBinding
            .changing(
              "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}",
              to:
                "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: website}  # here"),
          ExampleObject.role))
    ],
    good: [
      .init(
        ExampleObject.stream(
          ExampleObject.roleBinding,
          ExampleObject.role))
    ])

  /// Roles that every API server makes when it starts (Kubernetes, bootstrappolicy/namespace_policy.go).
  private static let bootstrap: Set<String> = ["extension-apiserver-authentication-reader"]

  func check(_ graph: ObjectGraph, into findings: inout LintFindings) {
    for object in graph.objects where object.identity.kind == "RoleBinding" {
      for reference in object.references
      where reference.kind == "Role" && !Self.bootstrap.contains(reference.name)
        && !reference.name.hasPrefix("system:") && !graph.isDefined(reference, from: object)
      {
        var finding = Diagnostic(
          Self.info, "the Role `\(reference.name)` is not in the tree", at: reference.span
        ).help("fix the name, or add the Role")
        if graph.options.isComplete { finding.severity = .error }
        findings.report(finding, object.identity)
      }
    }
  }
}
