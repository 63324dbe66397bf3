import KubernetesClient

/// What the operator is told at its start.
package struct OperatorOptions: Sendable {
  /// Namespaces to work in; empty means all.
  package var namespaces: [String] = []
  /// Reconciliations of one kind at a time.
  package var workers = 10
  /// Where the operator runs: home of the connection `default` and of its Lease.
  package var namespace = "redoubt-system"
  /// Address of connections that say none (`INFISICAL_HOST_API`).
  package var defaultAddress: String?
  package var references = ReferencePolicy.allow
  /// Whether missing keys print `<no value>`, as with the official operator.
  package var isLenient = false
  /// Who we are in the election; nil when there is none.
  package var identity: String?
  /// Name of the Lease.
  package var lease = "redoubt-operator"

  package init() {}

  /// The connection of auths that name none (operator v0.11.6).
  var defaultConnection: ObjectKey { ObjectKey(namespace, "default") }
}
