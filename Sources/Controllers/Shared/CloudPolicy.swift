import InfisicalClient
import KubernetesClient
import Seams

/// For whom the operator proves its own cloud identity.
///
/// A tenant who chooses the address would get a token that the cloud made out to the operator, for whatever the tenant
/// named in it.
struct CloudPolicy: Sendable {
  /// Namespace of the operator itself.
  var home: String
  /// Servers that may get the identity anyone who asks.
  var addresses: Set<ServerAddress>

  init(home: String, addresses: Set<ServerAddress> = []) {
    self.home = home
    self.addresses = addresses
  }

  /// Why an auth in `namespace` may not use a method of a cloud with `connection` to `address`; nil when it may.
  func refusal(
    of method: String, in namespace: String, connection: ObjectKey, address: ServerAddress
  ) -> String? {
    if addresses.contains(address) { return nil }
    if namespace == home, connection.namespace == home { return nil }
    return
      "method \(method) uses the operator's own cloud identity: it works for an InfisicalAuth and "
      + "an InfisicalConnection in namespace \(home), or for addresses named by --cloud-identity-addresses"
  }
}
