import Diagnostics
import YAMLSyntax

/// Roles and ClusterRoles.
enum RoleView {
  static func isRole(_ object: LintObject) -> Bool {
    object.group == "rbac.authorization.k8s.io"
      && (object.identity.kind == "Role" || object.identity.kind == "ClusterRole")
  }

  /// Whether a list of a rule holds one of `words`.
  static func names(_ rule: YAMLNode, _ field: String, _ words: [String]) -> Bool {
    rule[field]?.items?.contains { words.contains($0.text ?? "\u{0}") } == true
  }
}
