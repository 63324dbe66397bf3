package import Diagnostics
package import InfisicalModel
package import YAMLSyntax

/// Everything that rules may look at.
package struct LintInput: Sendable {
  /// Every object, in the order of the input.
  package private(set) var objects: [LintObject] = []
  package private(set) var connections: [LintResource<InfisicalConnectionSpec>] = []
  package private(set) var auths: [LintResource<InfisicalAuthSpec>] = []
  package private(set) var staticSecrets: [LintResource<InfisicalStaticSecretSpec>] = []
  package private(set) var secrets: [LintResource<InfisicalSecretSpec>] = []
  package private(set) var pushSecrets: [LintResource<InfisicalPushSecretSpec>] = []
  package private(set) var dynamicSecrets: [LintResource<InfisicalDynamicSecretSpec>] = []
  package private(set) var generators: [LintResource<ClusterGeneratorSpec>] = []

  package init() {}

  /// Takes up every object of `stream`, items of lists included; faults of decoding go to `bag`.
  package mutating func add(_ stream: YAMLStream, into bag: inout DiagnosticBag) {
    for document in stream.documents {
      guard let root = document.root else { continue }
      add(document.hasMergeKeys ? root.resolvingMerges() : root, into: &bag)
    }
  }

  private mutating func add(_ node: YAMLNode, into bag: inout DiagnosticBag) {
    if node["kind"]?.scalar?.text.hasSuffix("List") == true, let items = node["items"]?.items {
      for item in items { add(item, into: &bag) }
      return
    }
    guard node["kind"] != nil else { return }
    add(LintObject(node), into: &bag)
  }

  /// Takes up an object that is not an Infisical resource, but that rules about them look at.
  package mutating func note(_ object: LintObject) { objects.append(object) }

  /// Takes up everything of `other`, behind what is here.
  package mutating func append(contentsOf other: LintInput) {
    objects += other.objects
    connections += other.connections
    auths += other.auths
    staticSecrets += other.staticSecrets
    secrets += other.secrets
    pushSecrets += other.pushSecrets
    dynamicSecrets += other.dynamicSecrets
    generators += other.generators
  }

  /// Kinds that are decoded: their fields are checked on the way.
  static let decodedKinds: [ResourceKind] = [
    InfisicalConnectionSpec.kind, InfisicalAuthSpec.kind, InfisicalStaticSecretSpec.kind,
    InfisicalSecretSpec.kind, InfisicalPushSecretSpec.kind, InfisicalDynamicSecretSpec.kind,
    ClusterGeneratorSpec.kind,
  ]

  /// Takes up one object; faults of decoding go to `bag`.
  package mutating func add(_ object: LintObject, into bag: inout DiagnosticBag) {
    objects.append(object)
    switch (object.identity.apiVersion, object.identity.kind) {
    case Self.key(InfisicalConnectionSpec.self): decode(object, \.connections, &bag)
    case Self.key(InfisicalAuthSpec.self): decode(object, \.auths, &bag)
    case Self.key(InfisicalStaticSecretSpec.self): decode(object, \.staticSecrets, &bag)
    case Self.key(InfisicalSecretSpec.self): decode(object, \.secrets, &bag)
    case Self.key(InfisicalPushSecretSpec.self): decode(object, \.pushSecrets, &bag)
    case Self.key(InfisicalDynamicSecretSpec.self): decode(object, \.dynamicSecrets, &bag)
    case Self.key(ClusterGeneratorSpec.self): decode(object, \.generators, &bag)
    default: break
    }
  }

  private struct Key: Equatable {
    let apiVersion: String
    let kind: String

    static func ~= (pattern: Key, value: (String, String)) -> Bool {
      pattern.apiVersion == value.0 && pattern.kind == value.1
    }
  }

  private static func key<Spec: ResourceSpec>(_: Spec.Type) -> Key {
    Key(apiVersion: Spec.kind.apiVersion, kind: Spec.kind.kind)
  }

  private mutating func decode<Spec: ResourceSpec>(
    _ object: LintObject, _ list: WritableKeyPath<LintInput, [LintResource<Spec>]>,
    _ bag: inout DiagnosticBag
  ) {
    let (resource, outcome) = Resource<Spec>.decode(object.node)
    for diagnostic in outcome.diagnostics.diagnostics {
      var diagnostic = diagnostic
      diagnostic.resource = object.identity
      bag.report(diagnostic)
    }
    // Placeholders of values that could not be read would mislead rules.
    guard !outcome.diagnostics.hasErrors else { return }
    self[keyPath: list].append(LintResource(object: object, resource: resource))
  }
}
