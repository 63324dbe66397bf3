import Diagnostics
import InfisicalModel
import KubernetesClient
import Seams
import YAMLSyntax

/// What a connection asks for.
package struct ConnectionWish: Hashable, Sendable {
  var address: String?
  var authorities: SecretKeyReference?
}

package typealias ConnectionItem = ResourceItem<ConnectionWish>

extension ResourceCache where Spec == ConnectionWish {
  /// The connection `default` lives where the operator does, so those of its namespace are always read.
  static func connections() -> ResourceCache {
    ResourceCache(
      .connections, includesHome: true, decode: { ConnectionItem($0, $1) },
      indexes: { item in item.spec.authorities.map { [.object(.secrets, $0.key)] } ?? [] })
  }
}

extension ResourceItem where Spec == ConnectionWish {
  /// Trims an InfisicalConnection.
  init(_ head: ObjectHead, _ object: YAMLNode) {
    let (spec, problem) = ResourceReading.spec(InfisicalConnectionSpec.self, object)
    let namespace = head.key.namespace
    let wish = ConnectionWish(
      address: spec.address?.value,
      authorities: spec.tls?.caCertificate.map { SecretKeyReference($0, in: namespace) })
    self.init(
      head: ResourceReading.trimmed(head), spec: wish, problem: problem,
      status: StatusMemory(object))
  }
}

extension SecretKeyReference {
  /// A reference of a resource in `namespace`, which is that of a Secret without its own.
  init(_ reference: SecretReference, in namespace: String) {
    key = ObjectKey(reference.namespace?.value ?? namespace, reference.name.value)
    entry = reference.key.value
  }
}

extension ObjectKey {
  init(_ reference: ObjectReference, in namespace: String) {
    self.init(reference.namespace?.value ?? namespace, reference.name.value)
  }
}
