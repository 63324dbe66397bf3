import Diagnostics
import InfisicalModel
import YAMLSyntax

/// One InfisicalSecret in the words of v1beta1; connection and identity have no names yet.
///
/// A class, because it is large and handed from stage to stage.
final class ConvertedResource: Sendable {
  let name: Located<String>
  /// As written; nil when the resource does not say it.
  let namespace: Located<String>?
  let connection: ConnectionDraft
  let auth: AuthDraft
  /// Complete but for the reference to the identity.
  let secret: Resource<InfisicalStaticSecretSpec>
  let places: CollectionPlaces

  init(
    name: Located<String>, namespace: Located<String>?, connection: ConnectionDraft,
    auth: AuthDraft, secret: Resource<InfisicalStaticSecretSpec>, places: CollectionPlaces
  ) {
    self.name = name
    self.namespace = namespace
    self.connection = connection
    self.auth = auth
    self.secret = secret
    self.places = places
  }
}

/// Converts one resource by itself.
struct ResourceConverter {
  let options: MigrationOptions
  let global: GlobalConfiguration?

  /// The resource, or nil when it is refused; why is in `notes`.
  func convert(_ node: YAMLNode, _ notes: inout FieldNotes) -> ConvertedResource? {
    let (resource, outcome) = Resource<InfisicalSecretSpec>.decode(node)
    for diagnostic in outcome.diagnostics.diagnostics { notes.report(diagnostic) }
    guard !outcome.diagnostics.hasErrors else { return nil }
    guard let name = resource.metadata.name, !name.value.isEmpty else {
      notes.report(
        Diagnostic(.unnamedResource, "the resource has no name", at: node.span?.startPoint)
          .help("add metadata.name"))
      return nil
    }
    let spec = resource.spec
    guard let auth = AuthSelection(allowsLoss: options.allowsLoss, node: node).select(spec, &notes)
    else {
      return nil
    }
    let sync = SyncConversion.convert(spec, &notes)
    guard
      let source = SourceConversion.convert(
        auth.scope, instantUpdates: sync.instantUpdates, &notes)
    else { return nil }
    let single = auth.scope.secretName.flatMap { $0.value.isEmpty ? nil : $0 }
    let namespace = resource.metadata.namespace.flatMap { $0.value.isEmpty ? nil : $0 }
    let place = namespace?.value ?? options.assumedNamespace
    let targets = TargetConversion(namespace: place, singleSecret: single)
    guard let targets = targets.convert(spec, &notes) else { return nil }
    if namespace == nil, options.namespace == nil {
      notes.report(
        Diagnostic(
          .assumedNamespace, "the resource has no namespace; references use `default`",
          at: name.span
        ).help("set the namespace with --namespace or metadata.namespace"))
    }
    var secret = Resource<InfisicalStaticSecretSpec>(
      metadata(resource.metadata, &notes), InfisicalStaticSecretSpec())
    secret.span = resource.span
    secret.spec.span = spec.span
    secret.spec.syncOptions = sync
    secret.spec.sources = [source]
    secret.spec.targets = targets
    return ConvertedResource(
      name: name, namespace: namespace,
      connection: ConnectionConversion.convert(spec, global, &notes), auth: auth, secret: secret,
      places: CollectionPlaces(node))
  }

  /// What people wrote; what the API server adds to live objects is left out.
  private func metadata(
    _ metadata: ResourceMetadata, _ notes: inout FieldNotes
  ) -> ResourceMetadata {
    var copy = metadata
    copy.annotations.removeAll { pair in
      guard pair.key.value == "kubectl.kubernetes.io/last-applied-configuration" else {
        return false
      }
      notes.dropped(pair.value.span, "written by kubectl for the old resource")
      return true
    }
    return copy
  }
}
