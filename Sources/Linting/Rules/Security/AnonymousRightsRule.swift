import Diagnostics
import YAMLSyntax

/// Rights for everybody.
struct AnonymousRightsRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 423, "anonymous-rights",
    summary: "A binding grants permissions to anonymous users.",
    why: "Anyone who can reach the API server has them, without logging in.",
    sources: [
      .kubernetes(
        "Authenticating, Anonymous requests",
        "reference/access-authn-authz/authentication/#anonymous-requests")
    ],
    bad: [
      .init(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: open}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
        - {kind: Group, name: "system:unauthenticated", apiGroup: rbac.authorization.k8s.io}  # here
        """)
    ],
    good: [
      .init(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: closed}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects: [{kind: ServiceAccount, name: web, namespace: apps}]
        """)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    let object = target.object
    guard object.group == "rbac.authorization.k8s.io", object.identity.kind.hasSuffix("Binding")
    else { return }
    for subject in object.node["subjects"]?.items ?? [] {
      guard let name = subject["name"],
        name.text == "system:anonymous" || name.text == "system:unauthenticated"
      else { continue }
      findings.report(
        Diagnostic(Self.info, "everyone gets these permissions", at: name.span).help(
          "bind them to an account"), object)
    }
  }
}
