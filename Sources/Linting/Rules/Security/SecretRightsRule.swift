import Diagnostics
import YAMLSyntax

/// Accounts that read every Secret.
struct SecretRightsRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 415, "rights-to-all-secrets", .warning,
    summary: "A ClusterRole can read all Secrets of the cluster.",
    why: "Anyone bound to it has every password.",
    sources: [
      .kubernetes(
        "Role Based Access Control Good Practices, Listing secrets",
        "concepts/security/rbac-good-practices/#listing-secrets")
    ],
    counterparts: ["kube-linter access-to-secrets"],
    bad: [
      .init(
        ExampleObject.clusterRole
          .changing(
            "- {apiGroups: [\"\"], resources: [pods], verbs: [get]}",
            to: "- {apiGroups: [\"\"], resources: [secrets], verbs: [get]}  # here"))
    ],
    good: [
      .init(
        ExampleObject.clusterRole
          .changing(
            "- {apiGroups: [\"\"], resources: [pods], verbs: [get]}",
            to: "- {apiGroups: [\"\"], resources: [secrets], resourceNames: [db], verbs: [get]}"))
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard RoleView.isRole(target.object), target.object.identity.kind == "ClusterRole" else {
      return
    }
    for rule in target.object.node["rules"]?.items ?? [] {
      guard rule["resourceNames"] == nil, RoleView.names(rule, "apiGroups", [""]),
        let secrets = rule["resources"]?.items?.first(where: { $0.text == "secrets" }),
        RoleView.names(rule, "verbs", ["get", "list", "watch", "*"])
      else { continue }
      findings.report(
        Diagnostic(Self.info, "this role can read every Secret", at: secrets.span)
          .help("use a Role in each namespace, or list the Secrets in `resourceNames`"),
        target.object)
    }
  }
}
