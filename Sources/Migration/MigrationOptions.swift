/// What the caller decides about a migration.
package struct MigrationOptions: Sendable {
  /// How far connections and identities are shared.
  package enum Sharing: String, CaseIterable, Sendable {
    /// One for the whole input; it lies in the namespace of the first resource that needs it.
    case input
    /// One for each namespace, for several operators that each see some namespaces only.
    case namespace
  }

  /// Namespace of resources that do not say theirs; they keep not saying it.
  package var namespace: String?
  package var sharing = Sharing.input
  /// Whether resources that lose something are carried over nevertheless.
  package var allowsLoss = false
  /// Whether reports of fields are wanted; they cost memory in proportion to the input.
  package var reportsFields = false

  /// What kustomizations make of the resources.
  package var deployments = DeploymentTable()
  /// Connections and identities are shared within this group only: what the same roots deploy.
  var group = ""

  package init() {}

  /// The same for a resource that roots deploy.
  func applied(to deployment: Deployment?) -> MigrationOptions {
    guard let deployment else { return self }
    var options = self
    options.group = deployment.roots.joined(separator: " ")
    if let namespace = deployment.namespace { options.namespace = namespace }
    return options
  }

  /// Namespace that references name where a resource does not say its own.
  var assumedNamespace: String { namespace ?? "default" }
}
