import Diagnostics
import InfisicalModel
import YAMLSyntax

/// The Secret that an identifier of a machine identity moves into: v1beta1 takes references only.
///
/// An identifier is not a credential: v1alpha1 had it in plain sight.
enum IdentitySecret {
  /// Key that holds the identifier.
  static let key = "identityId"

  /// What follows the name of the identity.
  static let suffix = "-identity"

  static func name(for auth: SharedResources.Entry) -> String { auth.name + suffix }

  static func reference(
    for auth: SharedResources.Entry
  ) -> SecretReference {
    SecretReference(
      name: Located(name(for: auth)), namespace: Located(auth.namespace), key: Located(key))
  }

  static func object(
    _ identity: Located<String>, for auth: SharedResources.Entry, _ namespace: Located<String>?
  ) -> AssembledObject {
    let node = YAMLMapping.build { secret in
      secret.set("apiVersion", "v1")
      secret.set("kind", "Secret")
      secret.nested("metadata") { metadata in
        metadata.set("name", name(for: auth))
        if namespace != nil { metadata.set("namespace", auth.namespace) }
      }
      secret.set("type", "Opaque")
      secret.nested("stringData") { $0.set(key, identity) }
    }
    return AssembledObject(
      object: WrittenObject(kind: "Secret", namespace: auth.namespace, name: name(for: auth)),
      node: node, isNew: auth.isNew)
  }
}
