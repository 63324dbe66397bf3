/// What stops the database of a site that must not run.
package enum DatabaseStop {
  /// The annotations of the Cluster, those that stop writers first.
  ///
  /// Fencing shuts PostgreSQL down at once, hibernation then removes the pods. Hibernation alone waits for clients to leave (CloudNativePG 1.30,
  /// fencing and declarative_hibernation).
  package static let annotations = [
    (key: "cnpg.io/fencedInstances", value: #"["*"]"#), (key: "cnpg.io/hibernation", value: "on"),
  ]
}
