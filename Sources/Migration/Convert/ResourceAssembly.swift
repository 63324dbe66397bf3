import Diagnostics
import InfisicalModel
import YAMLSyntax

/// An object that stands for a part of the old resource.
struct AssembledObject {
  let object: WrittenObject
  let node: YAMLNode
  /// Whether it has to be written; otherwise the input has it elsewhere.
  let isNew: Bool
}

/// Gives names to connection and identity and makes objects of all parts.
enum ResourceAssembly {
  /// The objects in the order of the stream; the static secret is the last.
  static func assemble(
    _ resource: ConvertedResource, _ places: SharedPlaces, _ options: MigrationOptions
  ) -> [AssembledObject] {
    let connection = places.connection
    let auth = places.auth
    var objects: [AssembledObject] = []
    if connection.isNew || options.reportsFields {
      objects.append(
        object(connection, resource.connection.spec, resource.namespace))
    }
    if auth.isNew || options.reportsFields {
      if let identity = resource.auth.identity {
        objects.append(IdentitySecret.object(identity, for: auth, resource.namespace))
      }
      objects.append(
        object(auth, spec(resource.auth, auth, connection), resource.namespace))
    }
    var secret = resource.secret
    secret.spec.infisicalAuthRef = ObjectReference(
      name: Located(auth.name), namespace: Located(auth.namespace))
    let node = TreePlaces.adopt(secret.yaml, from: resource.places)
    objects.append(
      AssembledObject(
        object: WrittenObject(
          kind: InfisicalStaticSecretSpec.kind.kind,
          namespace: resource.namespace?.value ?? options.assumedNamespace,
          name: resource.name.value),
        node: node, isNew: true))
    return objects
  }

  private static func spec(
    _ draft: AuthDraft, _ entry: SharedResources.Entry, _ connection: SharedResources.Entry
  ) -> InfisicalAuthSpec {
    var spec = InfisicalAuthSpec()
    spec.infisicalConnectionRef = ObjectReference(
      name: Located(connection.name), namespace: Located(connection.namespace))
    spec.method = Located(draft.method)
    draft.settings(&spec, IdentitySecret.reference(for: entry))
    return spec
  }

  private static func object<Spec: ResourceSpec>(
    _ entry: SharedResources.Entry, _ spec: Spec, _ namespace: Located<String>?
  ) -> AssembledObject {
    let metadata = ResourceMetadata(
      name: Located(entry.name), namespace: namespace.map { _ in Located(entry.namespace) })
    return AssembledObject(
      object: WrittenObject(kind: Spec.kind.kind, namespace: entry.namespace, name: entry.name),
      node: Resource(metadata, spec).yaml, isNew: entry.isNew)
  }
}
