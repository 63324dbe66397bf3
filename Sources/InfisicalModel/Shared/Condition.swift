package import Diagnostics
package import YAMLSyntax

/// One aspect of what the operator observed (Kubernetes 1.36, meta/v1 Condition).
package struct Condition: FieldBlock {
  package static let summary = "One aspect of the observed state."

  package var type: Located<ConditionType> = Located(ConditionType(""))
  package var status: Located<ConditionStatus> = Located(.unknown)
  package var reason: Located<ConditionReason> = Located(ConditionReason(""))
  package var message: Located<ConditionMessage> = Located(ConditionMessage(""))
  package var lastTransitionTime: Located<Timestamp> = Located(Timestamp(""))
  package var observedGeneration: Located<Counter>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("type", &type, .required, "aspect that the condition describes")
    fields.scalar("status", &status, .required, "True, False or Unknown")
    fields.scalar("reason", &reason, .required, "machine-readable reason in one word")
    fields.scalar("message", &message, .required, "human-readable message")
    fields.scalar(
      "lastTransitionTime", &lastTransitionTime, .required, "time of the last change of status")
    fields.scalar(
      "observedGeneration", &observedGeneration, "generation of the object that was observed")
  }
}

/// The status of most kinds: conditions only.
package struct ConditionsStatus: FieldBlock {
  package static let summary = "State observed by the operator."

  package var conditions: [Condition] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.blocks("conditions", &conditions, .required, "state observed by the operator")
  }
}

/// The status of kinds that have none.
package struct NoStatus: FieldBlock {
  package static let summary = "The status is empty."
  package var span: SourceSpan?
  package init() {}
  package mutating func visit(_ fields: inout some FieldVisitor) {}
}
