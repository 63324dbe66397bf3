import Diagnostics
import YAMLSyntax

/// Roles that allow everything.
struct WildcardRightsRule: ObjectRule {
  static let info = RuleInfo(
    .kubernetes, 414, "wildcard-rights", .warning,
    summary: "A rule of a role has `*` as verb or resource.",
    why: "It grants permissions that nobody considered, and those that later versions add.",
    sources: [
      .kubernetes(
        "Role Based Access Control Good Practices", "concepts/security/rbac-good-practices/")
    ],
    counterparts: ["kube-linter wildcard-in-rules"],
    bad: [
      .init(
        ExampleObject.clusterRole
          .changing(
            "- {apiGroups: [\"\"], resources: [pods], verbs: [get]}",
            to: "- {apiGroups: [\"\"], resources: [pods], verbs: [\"*\"]}  # here"))
    ],
    good: [
      .init(ExampleObject.clusterRole)
    ])

  func check(_ target: LintTarget, into findings: inout LintFindings) {
    guard RoleView.isRole(target.object) else { return }
    for rule in target.object.node["rules"]?.items ?? [] {
      for field in ["verbs", "resources"] {
        guard let star = rule[field]?.items?.first(where: { $0.text == "*" }) else { continue }
        findings.report(
          Diagnostic(
            Self.info, "this rule allows every \(field == "verbs" ? "verb" : "resource")",
            at: star.span
          )
          .help("list what is needed"), target.object)
      }
    }
  }
}
