import Diagnostics
import InfisicalModel
import KubernetesModel
import TopologyModel

/// InfisicalAuths: one for each machine identity, so that the operator logs in once for each.
struct IdentityEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.plan.role != .fenced, let resources = blueprint.topology.infisicalResources
    else {
      return
    }
    for identity in resources.identities {
      var spec = InfisicalAuthSpec()
      spec.span = identity.span
      spec.infisicalConnectionRef = resources.connection(of: identity).map(blueprint.reference)
      spec.method = identity.method.map(\.authMethod)
      settings(identity, blueprint, &spec)
      manifests.add(
        InfisicalObject(
          metadata: blueprint.metadata(identity.name.map(\.description), .platform), spec: spec),
        to: .resources, origin: identity.span)
    }
  }

  /// Rule TOP022 guarantees that what a method needs is there.
  private func settings(
    _ identity: IdentityResource, _ blueprint: SiteBlueprint, _ spec: inout InfisicalAuthSpec
  ) {
    let identifier = identity.identityId.map(blueprint.reference) ?? SecretReference()
    func credential(_ key: String) -> SecretReference {
      SecretReference(
        name: identity.credentials.map { $0.map(\.description) } ?? "",
        namespace: blueprint.namespace, key: Located(key))
    }
    switch identity.method.value {
    case .universal:
      var settings = UniversalAuth()
      settings.clientIdRef = credential("clientId")
      settings.clientSecretRef = credential("clientSecret")
      spec.universal = settings
    case .kubernetes:
      var settings = KubernetesAuth()
      settings.identityIdRef = identifier
      settings.serviceAccountRef = ObjectReference(
        name: identity.serviceAccount.map { $0.map(\.description) } ?? "",
        namespace: blueprint.namespace)
      settings.serviceAccountTokenAudiences = identity.audiences
      spec.kubernetes = settings
    case .awsIam:
      var settings = AWSIAMAuth()
      settings.identityIdRef = identifier
      spec.awsIam = settings
    case .azure:
      var settings = AzureAuth()
      settings.identityIdRef = identifier
      settings.resource = identity.resource
      spec.azure = settings
    case .gcpIdToken:
      var settings = GCPIDTokenAuth()
      settings.identityIdRef = identifier
      spec.gcpIdToken = settings
    case .gcpIam:
      var settings = GCPIAMAuth()
      settings.identityIdRef = identifier
      settings.serviceAccountKeyFilePath = identity.serviceAccountKeyFilePath ?? ""
      spec.gcpIam = settings
    case .ldap:
      var settings = LDAPAuth()
      settings.identityIdRef = identifier
      settings.usernameRef = credential("username")
      settings.passwordRef = credential("password")
      spec.ldap = settings
    case .jwt:
      var settings = JWTAuth()
      settings.identityIdRef = identifier
      settings.jwtRef = credential("jwt")
      spec.jwt = settings
    }
  }
}

extension IdentityMethod {
  /// The same method in the words of the resource.
  fileprivate var authMethod: AuthMethod {
    switch self {
    case .universal: .universal
    case .kubernetes: .kubernetes
    case .awsIam: .awsIam
    case .azure: .azure
    case .gcpIdToken: .gcpIdToken
    case .gcpIam: .gcpIam
    case .ldap: .ldap
    case .jwt: .jwt
    }
  }
}
