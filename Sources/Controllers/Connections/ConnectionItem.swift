import Diagnostics
import InfisicalModel
import KubernetesClient
import YAMLSyntax

/// What a connection asks for.
package struct ConnectionWish: Hashable, Sendable {
  var address: String?
  var authorities: SecretKeyReference?
}

package typealias ConnectionItem = ResourceItem<ConnectionWish>

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
