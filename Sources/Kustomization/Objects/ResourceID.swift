/// What tells objects of one build apart: group, version, kind, name and namespace.
package struct ResourceID: Hashable, Sendable {
  package var group: String
  package var version: String
  package var kind: String
  package var name: String
  /// As written; empty when none is.
  package var namespace: String

  package init(
    group: String, version: String, kind: String, name: String, namespace: String
  ) {
    self.group = group
    self.version = version
    self.kind = kind
    self.name = name
    self.namespace = namespace
  }

  /// `apiVersion`, split at its slash.
  package init(apiVersion: String, kind: String, name: String, namespace: String) {
    let slash = apiVersion.firstIndex(of: "/")
    self.init(
      group: slash.map { String(apiVersion[..<$0]) } ?? "",
      version: slash.map { String(apiVersion[apiVersion.index(after: $0)...]) } ?? apiVersion,
      kind: kind, name: name, namespace: namespace)
  }

  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// Whether the kind certainly has no namespace.
  package var isClusterScoped: Bool { ClusterScope.contains(self) }

  /// The namespace that counts in comparisons: that of an object without one is `default`; all kinds
  /// without namespaces share a word of their own.
  package var effectiveNamespace: String {
    if isClusterScoped { return ClusterScope.word }
    return namespace.isEmpty ? "default" : namespace
  }

  /// The identity that may exist once in a build.
  package var key: ResourceID {
    var copy = self
    copy.namespace = effectiveNamespace
    return copy
  }

  /// Whether group, version and kind are the same.
  package func hasSameKind(as other: ResourceID) -> Bool {
    kind == other.kind && group == other.group && version == other.version
  }

  /// As messages of kustomize write it: `Deployment.v1.apps/web.shop`.
  package var description: String {
    let group = group.isEmpty ? "[noGrp]" : group
    let version = version.isEmpty ? "[noVer]" : version
    let namespace = namespace.isEmpty ? "[noNs]" : namespace
    return "\(kind).\(version).\(group)/\(name).\(namespace)"
  }
}
