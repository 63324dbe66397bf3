/// A kind as requests name it (Kubernetes 1.36 API conventions).
package struct APIResource: Hashable, Sendable {
  /// Empty for the core group.
  package let group: String
  package let version: String
  package let kind: String
  package let plural: String

  package init(group: String, version: String, kind: String, plural: String) {
    self.group = group
    self.version = version
    self.kind = kind
    self.plural = plural
  }

  /// `v1`, or `apps/v1`.
  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  package static let secrets = APIResource(
    group: "", version: "v1", kind: "Secret", plural: "secrets")
  package static let configMaps = APIResource(
    group: "", version: "v1", kind: "ConfigMap", plural: "configmaps")
  package static let serviceAccounts = APIResource(
    group: "", version: "v1", kind: "ServiceAccount", plural: "serviceaccounts")
  package static let namespaces = APIResource(
    group: "", version: "v1", kind: "Namespace", plural: "namespaces")
  package static let events = APIResource(
    group: "", version: "v1", kind: "Event", plural: "events")
  package static let leases = APIResource(
    group: "coordination.k8s.io", version: "v1", kind: "Lease", plural: "leases")
  package static let deployments = APIResource(
    group: "apps", version: "v1", kind: "Deployment", plural: "deployments")
  package static let statefulSets = APIResource(
    group: "apps", version: "v1", kind: "StatefulSet", plural: "statefulsets")
  package static let daemonSets = APIResource(
    group: "apps", version: "v1", kind: "DaemonSet", plural: "daemonsets")

  /// A kind of Infisical.
  package static func infisical(_ version: String, _ kind: String, _ plural: String) -> APIResource
  {
    APIResource(group: "secrets.infisical.com", version: version, kind: kind, plural: plural)
  }
}
