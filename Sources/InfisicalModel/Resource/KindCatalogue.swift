package import YAMLSyntax

/// A kind together with the shapes of its parts.
package struct KindDescription: Sendable {
  package let kind: ResourceKind
  package let spec: BlockShape
  package let status: BlockShape
}

/// Every kind of the group, v1beta1 first.
package enum KindCatalogue {
  package static let all: [KindDescription] = [
    describe(InfisicalConnectionSpec.self), describe(InfisicalAuthSpec.self),
    describe(InfisicalStaticSecretSpec.self), describe(InfisicalStaticSecretPushSpec.self),
    describe(InfisicalSecretSpec.self), describe(InfisicalPushSecretSpec.self),
    describe(InfisicalDynamicSecretSpec.self), describe(ClusterGeneratorSpec.self),
    describe(PasswordSpec.self), describe(UUIDSpec.self),
  ]

  private static func describe<Spec: ResourceSpec>(_: Spec.Type) -> KindDescription {
    KindDescription(
      kind: Spec.kind, spec: FieldDescriber.describe(Spec.self),
      status: FieldDescriber.describe(Spec.Status.self))
  }
}
