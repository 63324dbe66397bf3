import Diagnostics
import InfisicalModel

/// What makes two connections, or two identities, one.
enum SharedKeys {
  /// Address and certificate.
  static func connection(_ spec: InfisicalConnectionSpec, scope: String) -> SharedResources.Key {
    SharedResources.Key(
      kind: InfisicalConnectionSpec.kind.kind, parts: [scope] + ConnectionDraft.parts(spec))
  }

  /// What the connection stands for, method, machine identity and everything that the method refers
  /// to; no names, so that the key does not depend on the order of the input.
  static func auth(
    _ draft: AuthDraft, connection: ConnectionDraft, scope: String
  ) -> SharedResources.Key {
    auth(
      method: draft.method, connection: connection.parts,
      identity: draft.identity?.value ?? "", references: draft.references, scope: scope)
  }

  static func auth(
    method: AuthMethod, connection: [String], identity: String, references: [String],
    scope: String
  ) -> SharedResources.Key {
    SharedResources.Key(
      kind: InfisicalAuthSpec.kind.kind,
      parts: [scope] + connection + [method.rawValue, identity] + references)
  }
}
