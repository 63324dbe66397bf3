import Diagnostics
import InfisicalModel
import YAMLSyntax

/// What the input has of v1beta1 already, so that nothing is written twice.
struct InputSurvey: Sendable {
  private let options: MigrationOptions
  private var connections: [Resource<InfisicalConnectionSpec>] = []
  private var auths: [Resource<InfisicalAuthSpec>] = []
  /// Identifiers of machine identities by the Secret that holds them.
  private var identities: [[String]: String] = [:]
  /// Namespace and name of every other Secret that could be taken for one of an identity.
  private var secrets: [[String]] = []
  private(set) var global: GlobalConfiguration?

  init(_ options: MigrationOptions) {
    self.options = options
  }

  /// Looks at one document, or at every item of a list.
  mutating func add(_ node: YAMLNode) {
    if node["kind"]?.scalar?.text.hasSuffix("List") == true {
      for item in node["items"]?.items ?? [] { add(item) }
      return
    }
    switch node["kind"]?.scalar?.text {
    case InfisicalConnectionSpec.kind.kind:
      if let resource: Resource<InfisicalConnectionSpec> = decode(node) {
        connections.append(resource)
      }
    case InfisicalAuthSpec.kind.kind:
      if let resource: Resource<InfisicalAuthSpec> = decode(node) { auths.append(resource) }
    case "Secret": addSecret(node)
    case "ConfigMap": if global == nil { global = GlobalConfiguration(node) }
    default: break
    }
  }

  private func decode<Spec: ResourceSpec>(_ node: YAMLNode) -> Resource<Spec>? {
    guard node["apiVersion"]?.scalar?.text == Spec.kind.apiVersion else { return nil }
    let (resource, outcome) = Resource<Spec>.decode(node)
    return outcome.diagnostics.hasErrors ? nil : resource
  }

  private mutating func addSecret(_ node: YAMLNode) {
    guard let name = node["metadata"]?["name"]?.scalar?.text else { return }
    let namespace = place(node["metadata"]?["namespace"]?.scalar?.text)
    guard let text = node["stringData"]?[IdentitySecret.key]?.scalar?.text else {
      if name.hasSuffix(IdentitySecret.suffix) { secrets.append([namespace, name]) }
      return
    }
    identities[[namespace, name]] = text
  }

  private func place(_ namespace: String?) -> String {
    namespace ?? options.assumedNamespace
  }

  /// Hands everything over.
  func adopt(into shared: inout SharedResources) {
    for secret in secrets { shared.reserve("Secret", name: secret[1], namespace: secret[0]) }
    for connection in connections {
      guard let name = connection.metadata.name?.value else { continue }
      let namespace = place(connection.metadata.namespace?.value)
      let scope = options.sharing == .namespace ? namespace : ""
      shared.adopt(
        SharedKeys.connection(connection.spec, scope: scope), name: name, namespace: namespace)
    }
    for auth in auths {
      guard let name = auth.metadata.name?.value else { continue }
      let namespace = place(auth.metadata.namespace?.value)
      guard let key = key(auth) else {
        shared.reserve(InfisicalAuthSpec.kind.kind, name: name, namespace: namespace)
        continue
      }
      shared.adopt(key, name: name, namespace: namespace)
    }
  }

  private func key(_ auth: Resource<InfisicalAuthSpec>) -> SharedResources.Key? {
    let namespace = place(auth.metadata.namespace?.value)
    guard let connection = auth.spec.infisicalConnectionRef,
      let found = references(auth.spec, namespace)
    else { return nil }
    return SharedKeys.auth(
      method: auth.spec.method.value,
      connection: parts(of: connection, namespace),
      identity: found.identity, references: found.references,
      scope: options.sharing == .namespace ? namespace : "")
  }

  /// What the connection stands for; one that the input does not have stands for itself.
  private func parts(of reference: ObjectReference, _ namespace: String) -> [String] {
    let target = reference.namespace?.value ?? namespace
    let found = connections.first {
      $0.metadata.name == reference.name && place($0.metadata.namespace?.value) == target
    }
    return found.map { ConnectionDraft.parts($0.spec) } ?? [
      "elsewhere", target, reference.name.value,
    ]
  }

  /// The identity and references of an existing auth in the terms of ``AuthDraft``; nil when v1alpha1
  /// could not have said them.
  private func references(
    _ spec: InfisicalAuthSpec, _ namespace: String
  ) -> (identity: String, references: [String])? {
    func identity(_ reference: SecretReference) -> String? {
      identities[[reference.namespace?.value ?? namespace, reference.name.value]]
    }
    func pair(_ first: SecretReference, _ second: SecretReference, _ keys: [String]) -> [String]? {
      guard first.name == second.name, first.namespace == second.namespace,
        [first.key.value, second.key.value] == keys
      else { return nil }
      return [first.namespace?.value ?? namespace, first.name.value]
    }
    switch spec.method.value {
    case .universal:
      guard let settings = spec.universal,
        let pair = pair(
          settings.clientIdRef, settings.clientSecretRef, ["clientId", "clientSecret"])
      else { return nil }
      return ("", pair)
    case .kubernetes:
      guard let settings = spec.kubernetes, let identity = identity(settings.identityIdRef) else {
        return nil
      }
      let account = settings.serviceAccountRef
      return (
        identity,
        [account.namespace?.value ?? namespace, account.name.value]
          + settings.serviceAccountTokenAudiences.map(\.value)
      )
    case .awsIam:
      return spec.awsIam.flatMap { identity($0.identityIdRef) }.map { ($0, []) }
    case .gcpIdToken:
      return spec.gcpIdToken.flatMap { identity($0.identityIdRef) }.map { ($0, []) }
    case .azure:
      guard let settings = spec.azure, let identity = identity(settings.identityIdRef) else {
        return nil
      }
      return (identity, [settings.resource?.value ?? ""])
    case .gcpIam:
      guard let settings = spec.gcpIam, let identity = identity(settings.identityIdRef) else {
        return nil
      }
      return (identity, [settings.serviceAccountKeyFilePath.value])
    case .ldap:
      guard let settings = spec.ldap, let identity = identity(settings.identityIdRef),
        let pair = pair(settings.usernameRef, settings.passwordRef, ["username", "password"])
      else { return nil }
      return (identity, pair)
    case .jwt: return nil
    }
  }
}
