package import Diagnostics
package import YAMLSyntax

/// What became of a static secret; definitions of the official operator have the conditions only.
package struct StaticSecretStatus: FieldBlock {
  package static let summary = "State observed by the operator."

  package var conditions: [Condition] = []
  package var sources: [SourceStatus] = []
  package var targets: [TargetStatus] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.blocks("conditions", &conditions, .required, "state observed by the operator")
    fields.blocks("sources", &sources, "state of each source, in the order of the spec")
    fields.blocks("targets", &targets, "state of each target, in the order of the spec")
  }
}

/// The state of one source.
package struct SourceStatus: FieldBlock {
  package static let summary = "State of a source."

  package var name: Located<String> = ""
  package var ready: Located<Bool> = Located(false)
  package var message: Located<String> = ""
  package var empty: Located<Bool>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "project, environment and folder")
    fields.scalar("ready", &ready, .required, "whether it could be read")
    fields.scalar("message", &message, .required, "error, or confirmation")
    fields.scalar("empty", &empty, "whether it returned no secrets at all")
  }
}

/// The state of one target.
package struct TargetStatus: FieldBlock {
  package static let summary = "State of a target."

  package var kind = Located(TargetKind.secret)
  package var name: Located<String> = ""
  package var namespace: Located<String> = ""
  package var ready: Located<Bool> = Located(false)
  package var message: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("kind", &kind, .required, "kind of the object")
    fields.scalar("name", &name, .required, "name of the object")
    fields.scalar("namespace", &namespace, .required, "namespace of the object")
    fields.scalar("ready", &ready, .required, "whether it is in sync")
    fields.scalar("message", &message, .required, "error, or confirmation")
  }
}
