import YAMLSyntax

/// What all pods of a site have in common, anyone who creates them.
package struct PodDefaults: Sendable {
  /// Secrets with the logins of registries.
  private let imagePullSecrets: [Text]

  package init(imagePullSecrets: [Text]) {
    self.imagePullSecrets = imagePullSecrets
  }

  /// Writes the fields into the spec of a pod.
  ///
  /// No pod of the tree talks to the API server, and none reads the addresses of Services from its
  /// environment.
  func write(into spec: inout YAMLMapping) {
    spec.set("automountServiceAccountToken", false)
    spec.set("enableServiceLinks", false)
    writeInherited(into: &spec)
  }

  /// Writes what operators take for the pods that they create, into the spec of their resource.
  func writeInherited(into spec: inout YAMLMapping) {
    spec.list("imagePullSecrets", imagePullSecrets.map(Self.reference))
  }

  /// Writes what the MinIO operator takes for its pods: it knows a single Secret (Tenant v2,
  /// `imagePullSecret`).
  func writeInherited(intoTenant spec: inout YAMLMapping) {
    if let first = imagePullSecrets.first { spec.set("imagePullSecret", Self.reference(first)) }
  }

  private static func reference(_ name: Text) -> YAMLNode {
    YAMLMapping.build { $0.set("name", name) }
  }
}
