package import YAMLSyntax

/// A kind together with the shapes of its parts.
package struct KindDescription: Sendable {
  package let kind: ResourceKind
  package let spec: BlockShape
  package let status: BlockShape
}

/// Every kind of the group, v1beta1 first.
package enum KindCatalogue {
  package static let all: [KindDescription] = specs.map { describe($0) }

  /// One kind, without describing the others; nil when the group has none of that name.
  package static func description(_ version: String, _ kind: String) -> KindDescription? {
    specs.first { $0.kind.version.rawValue == version && $0.kind.kind == kind }
      .map { describe($0) }
  }

  /// What the kinds are called.
  package static var kinds: [ResourceKind] { specs.map { $0.kind } }

  private static let specs: [any ResourceSpec.Type] = [
    InfisicalConnectionSpec.self, InfisicalAuthSpec.self, InfisicalStaticSecretSpec.self,
    InfisicalStaticSecretPushSpec.self, InfisicalSecretSpec.self, InfisicalPushSecretSpec.self,
    InfisicalDynamicSecretSpec.self, ClusterGeneratorSpec.self, PasswordSpec.self, UUIDSpec.self,
  ]

  private static func describe<Spec: ResourceSpec>(_: Spec.Type) -> KindDescription {
    KindDescription(
      kind: Spec.kind, spec: FieldDescriber.describe(Spec.self),
      status: FieldDescriber.describe(Spec.Status.self))
  }
}
