/// Identity of a kind of Kubernetes object.
package struct GroupVersionKind: Hashable, Sendable {
  /// API group; empty for the core group.
  package let group: String
  package let version: String
  package let kind: String

  package init(_ group: String, _ version: String, _ kind: String) {
    self.group = group
    self.version = version
    self.kind = kind
  }

  /// `group/version`, or the version alone for the core group.
  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
}
