import Diagnostics
import InfisicalModel
import KubernetesClient
import Seams
import YAMLSyntax

/// What an auth asks for.
package struct AuthWish: Sendable {
  /// Nil means the connection `default` in the operator's namespace.
  var connection: ObjectKey?
  var method: AuthMethod
  /// The settings of the method; nil when they are missing.
  var login: LoginWish?
}

/// Settings of a method, references filled in.
enum LoginWish: Hashable, Sendable {
  case universal(clientId: SecretKeyReference, clientSecret: SecretKeyReference)
  case kubernetes(identity: SecretKeyReference, account: ObjectKey, audiences: [String])
  case awsIam(identity: SecretKeyReference)
  case azure(identity: SecretKeyReference, resource: String?)
  case gcpIdToken(identity: SecretKeyReference)
  case gcpIam(identity: SecretKeyReference, keyFile: String)
  case ldap(
    identity: SecretKeyReference, username: SecretKeyReference, password: SecretKeyReference)
  case jwt(identity: SecretKeyReference, token: SecretKeyReference)

  /// Whether it proves who the operator's pod is to its cloud.
  var isOfCloud: Bool {
    switch self {
    case .awsIam, .azure, .gcpIdToken, .gcpIam: true
    case .universal, .kubernetes, .ldap, .jwt: false
    }
  }

  /// Secrets that it reads.
  var secrets: [SecretKeyReference] {
    switch self {
    case .universal(let first, let second), .jwt(let first, let second): [first, second]
    case .kubernetes(let identity, _, _), .awsIam(let identity), .azure(let identity, _),
      .gcpIdToken(let identity), .gcpIam(let identity, _):
      [identity]
    case .ldap(let identity, let username, let password): [identity, username, password]
    }
  }
}

package typealias AuthItem = ResourceItem<AuthWish>

extension AuthItem {
  /// Whether it uses Secrets or an account of another namespace, whose owners may take that back unseen.
  var usesOthers: Bool {
    var names = (spec.login?.secrets ?? []).map(\.key)
    if case .kubernetes(_, let account, _)? = spec.login { names.append(account) }
    return names.contains { $0.namespace != head.key.namespace }
  }
}

extension ResourceCache where Spec == AuthWish {
  static func auths(defaultConnection: ObjectKey) -> ResourceCache {
    ResourceCache(
      .auths, decode: { AuthItem($0, $1) },
      indexes: { item in
        [.object(.connections, item.spec.connection ?? defaultConnection)]
          + (item.spec.login?.secrets ?? []).map { .object(.secrets, $0.key) }
      })
  }
}

extension ResourceItem where Spec == AuthWish {
  /// Trims an InfisicalAuth.
  init(_ head: ObjectHead, _ object: YAMLNode) {
    let (spec, problem) = ResourceReading.spec(InfisicalAuthSpec.self, object)
    let namespace = head.key.namespace
    let wish = AuthWish(
      connection: spec.infisicalConnectionRef.map { ObjectKey($0, in: namespace) },
      method: spec.method.value, login: LoginWish(spec, in: namespace))
    self.init(
      head: ResourceReading.trimmed(head), spec: wish, problem: problem,
      status: StatusMemory(object))
  }
}

extension LoginWish {
  /// The settings of the chosen method: blocks of other methods mean nothing.
  init?(_ spec: InfisicalAuthSpec, in namespace: String) {
    func secret(_ reference: SecretReference) -> SecretKeyReference {
      SecretKeyReference(reference, in: namespace)
    }
    switch spec.method.value {
    case .universal:
      guard let block = spec.universal else { return nil }
      self = .universal(
        clientId: secret(block.clientIdRef), clientSecret: secret(block.clientSecretRef))
    case .kubernetes:
      guard let block = spec.kubernetes else { return nil }
      self = .kubernetes(
        identity: secret(block.identityIdRef),
        account: ObjectKey(block.serviceAccountRef, in: namespace),
        audiences: block.serviceAccountTokenAudiences.map(\.value))
    case .awsIam:
      guard let block = spec.awsIam else { return nil }
      self = .awsIam(identity: secret(block.identityIdRef))
    case .azure:
      guard let block = spec.azure else { return nil }
      self = .azure(identity: secret(block.identityIdRef), resource: block.resource?.value)
    case .gcpIdToken:
      guard let block = spec.gcpIdToken else { return nil }
      self = .gcpIdToken(identity: secret(block.identityIdRef))
    case .gcpIam:
      guard let block = spec.gcpIam else { return nil }
      self = .gcpIam(
        identity: secret(block.identityIdRef), keyFile: block.serviceAccountKeyFilePath.value)
    case .ldap:
      guard let block = spec.ldap else { return nil }
      self = .ldap(
        identity: secret(block.identityIdRef), username: secret(block.usernameRef),
        password: secret(block.passwordRef))
    case .jwt:
      guard let block = spec.jwt else { return nil }
      self = .jwt(identity: secret(block.identityIdRef), token: secret(block.jwtRef))
    }
  }
}
