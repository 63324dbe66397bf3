import Diagnostics
package import YAMLSyntax

extension FieldRules {
  /// Findings of decoding a Topology document.
  package static let topology = FieldRules(
    unknownField: RuleInfo(
      .topology, 1, "unknown-field",
      summary: "Unknown field in a Topology document.",
      why: "A misspelled field would silently keep its default.",
      sources: [.redoubt("the topology document", "docs/reference/topology.md")]),
    missingField: RuleInfo(
      .topology, 2, "missing-field",
      summary: "A required field is missing.",
      why: "It has no default because a wrong guess could lose data or lock users out.",
      sources: [.redoubt("the topology document", "docs/reference/topology.md")]),
    wrongType: RuleInfo(
      .topology, 3, "wrong-type",
      summary: "A value has the wrong type.",
      why: "YAML derives the type of unquoted values: `on` is a boolean and `1.30` a number.",
      sources: [.redoubt("the topology document", "docs/reference/topology.md")]),
    invalidValue: RuleInfo(
      .topology, 4, "invalid-value",
      summary: "A value is not valid for its field.",
      why: "The API server would reject it, or interpret it differently.",
      sources: [
        .document(
          "Kubernetes API conventions",
          "https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md"
        ), .cloudNativePG("API reference", "cloudnative-pg.v1/"),
      ]),
    missingReason: ": it has no safe default")
}
