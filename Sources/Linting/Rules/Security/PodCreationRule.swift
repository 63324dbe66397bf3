import Diagnostics
import YAMLSyntax

/// Accounts that can become any other.
struct PodCreationRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 416, "rights-to-create-pods", .warning,
    summary: "A ClusterRole can create pods in all namespaces.",
    why: "A pod can use any service account of its namespace: the role has all their permissions.",
    sources: [
      .kubernetes(
        "Role Based Access Control Good Practices, Workload creation",
        "concepts/security/rbac-good-practices/#workload-creation")
    ],
    counterparts: ["kube-linter access-to-create-pods"],
    bad: [
      .init(
        ExampleObject.clusterRole
          .changing(
            "- {apiGroups: [\"\"], resources: [pods], verbs: [get]}",
            to: "- {apiGroups: [\"\"], resources: [pods], verbs: [create]}  # here"))
    ],
    good: [
      .init(ExampleObject.clusterRole)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard RoleView.isRole(target.object), target.object.identity.kind == "ClusterRole" else {
      return
    }
    for rule in target.object.node["rules"]?.items ?? [] {
      guard RoleView.names(rule, "apiGroups", [""]),
        let pods = rule["resources"]?.items?.first(where: { $0.text == "pods" }),
        RoleView.names(rule, "verbs", ["create", "*"])
      else { continue }
      findings.report(
        Diagnostic(Self.info, "this role can create pods in every namespace", at: pods.span)
          .help("use a Role in the namespaces that need it"), target.object)
    }
  }
}
