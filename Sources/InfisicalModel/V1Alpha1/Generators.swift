package import Diagnostics
package import YAMLSyntax

/// A generator of values, for the whole cluster.
package struct ClusterGeneratorSpec: ResourceSpec {
  package static let summary = "What to generate."
  package typealias Status = NoStatus
  package static let kind = ResourceKind(
    .v1alpha1, "ClusterGenerator", plural: "clustergenerators", shortNames: ["infcg"],
    isNamespaced: false,
    summary: "A generator of values for pushes.")

  package var kind = Located(GeneratorKind.password)
  package var generator: GeneratorSettings?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("kind", &kind, .required, "what to generate")
    fields.block("generator", &generator, "how to generate it")
  }
}

/// How values are generated.
package struct GeneratorSettings: FieldBlock {
  package static let summary = "How to generate it."

  package var passwordSpec: PasswordSpec?
  package var uuidSpec: UUIDSpec?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("passwordSpec", &passwordSpec, "how passwords are generated")
    fields.block("uuidSpec", &uuidSpec, "how UUIDs are generated")
  }
}

/// How passwords are generated; also a kind that nothing reads yet.
package struct PasswordSpec: ResourceSpec {
  package static let summary = "How passwords are generated."
  package typealias Status = NoStatus
  package static let kind = ResourceKind(
    .v1alpha1, "Password", plural: "passwords", shortNames: ["infpw"],
    summary: "A generator of passwords; no controller uses it.")

  package var length: Located<Int> = 24
  package var digits: Located<Int>?
  package var symbols: Located<Int>?
  package var symbolCharacters: Located<String>?
  package var noUpper: Located<Bool> = false
  package var allowRepeat: Located<Bool> = false
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("length", &length, "number of characters")
    fields.scalar("digits", &digits, "number of digits; defaults to a quarter of the length")
    fields.scalar("symbols", &symbols, "number of symbols; defaults to a quarter of the length")
    fields.scalar("symbolCharacters", &symbolCharacters, "symbols to choose from")
    fields.scalar("noUpper", &noUpper, "exclude upper-case letters")
    fields.scalar("allowRepeat", &allowRepeat, "allow repeated characters")
  }
}

/// How UUIDs are generated; also a kind that nothing reads yet.
package struct UUIDSpec: ResourceSpec {
  package static let summary = "How UUIDs are generated."
  package typealias Status = NoStatus
  package static let kind = ResourceKind(
    .v1alpha1, "UUID", plural: "uuids", shortNames: ["infuuid"],
    summary: "A generator of UUIDs; no controller uses it.")

  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
  }
}
