import InfisicalClient
import KubernetesClient
import Seams

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
  package var references = ReferenceMode.annotated
  /// Addresses of servers that may get the operator's own cloud identity, anyone who asks.
  package var cloudIdentityAddresses: [String] = []
  package var templates = TemplateSettings()
  /// Who we are in the election; nil when there is none.
  package var identity: String?
  /// Name of the Lease.
  package var lease = "redoubt-operator"

  package init() {}

  /// The connection of auths that name none (operator v0.11.6).
  var defaultConnection: ObjectKey { ObjectKey(namespace, "default") }

  var policy: ReferencePolicy { ReferencePolicy(references, home: namespace) }

  /// Workers that one namespace may hold: a quarter of them is always there for others.
  var workersOfNamespace: Int { max(1, workers - max(1, workers / 4)) }

  var clouds: CloudPolicy {
    CloudPolicy(
      home: namespace, addresses: Set(cloudIdentityAddresses.compactMap(ServerAddress.init)))
  }

  /// Whether the words of a server may be shown: the operator's own people named it.
  func trusts(_ address: ServerAddress, _ connections: Set<ObjectKey>) -> Bool {
    clouds.addresses.contains(address) || ServerAddress(defaultAddress ?? "") == address
      || connections.contains { $0.namespace == namespace }
  }
}
