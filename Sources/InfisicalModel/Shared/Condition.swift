package import Diagnostics
package import YAMLSyntax

/// One aspect of what the operator observed (Kubernetes 1.36, meta/v1 Condition).
package struct Condition: FieldBlock {
  package static let summary = "One aspect of what the operator observed."

  package var type: Located<ConditionType> = Located(ConditionType(""))
  package var status: Located<ConditionStatus> = Located(.unknown)
  package var reason: Located<ConditionReason> = Located(ConditionReason(""))
  package var message: Located<ConditionMessage> = Located(ConditionMessage(""))
  package var lastTransitionTime: Located<Timestamp> = Located(Timestamp(""))
  package var observedGeneration: Located<Counter>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("type", &type, .required, "what the condition is about")
    fields.scalar("status", &status, .required, "whether it holds")
    fields.scalar("reason", &reason, .required, "why, in one word for programs")
    fields.scalar("message", &message, .required, "why, in a sentence for people")
    fields.scalar(
      "lastTransitionTime", &lastTransitionTime, .required, "when the status changed last")
    fields.scalar(
      "observedGeneration", &observedGeneration, "generation of the object that was looked at")
  }
}

/// The status of most kinds: conditions only.
package struct ConditionsStatus: FieldBlock {
  package static let summary = "What the operator observed."

  package var conditions: [Condition] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.blocks("conditions", &conditions, .required, "what the operator observed")
  }
}

/// The status of kinds that have none.
package struct NoStatus: FieldBlock {
  package static let summary = "Nothing is reported."
  package var span: SourceSpan?
  package init() {}
  package mutating func visit(_ fields: inout some FieldVisitor) {}
}
