package import Diagnostics
package import YAMLSyntax

/// Secrets of the cluster that are pushed to Infisical.
///
/// The public documentation names the kind and the identity that it uses; the other fields pass
/// through unseen.
package struct InfisicalStaticSecretPushSpec: ResourceSpec {
  package static let summary = "What to push, and where."
  package static let isOpen = true
  package typealias Status = OpenStatus
  package static let kind = ResourceKind(
    .v1beta1, "InfisicalStaticSecretPush", plural: "infisicalstaticsecretpushes",
    shortNames: ["infssp"], since: "0.11.17",
    summary: "Secrets of the cluster, pushed to folders in Infisical.")

  package var infisicalAuthRef: ObjectReference?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("infisicalAuthRef", &infisicalAuthRef, "identity to write with")
  }
}

/// A status whose fields are not published.
package struct OpenStatus: FieldBlock {
  package static let summary = "State observed by the operator."
  package static let isOpen = true

  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
  }
}
