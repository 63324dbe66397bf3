import YAMLSyntax

/// What all pods of a site have in common, whoever creates them.
package struct PodDefaults: Sendable {
  package init() {}

  /// Writes the fields into the spec of a pod.
  ///
  /// No pod of the tree talks to the API server, and none reads the addresses of Services from its
  /// environment.
  func write(into spec: inout YAMLMapping) {
    spec.set("automountServiceAccountToken", false)
    spec.set("enableServiceLinks", false)
  }

  /// Writes what operators take for the pods that they create, into the spec of their resource.
  func writeInherited(into spec: inout YAMLMapping) {}

  /// Writes what the MinIO operator takes for its pods, which it names on its own.
  func writeInherited(intoTenant spec: inout YAMLMapping) {}
}
