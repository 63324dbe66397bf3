import Diagnostics
package import YAMLSyntax

extension FieldRules {
  /// Findings of decoding a Topology document.
  package static let topology = FieldRules(
    unknownField: RuleInfo(
      .topology, 1, "unknown-field",
      summary: "A field is not part of the Topology document.",
      why: "A misspelt field would silently leave its default in force.",
      sources: [.redoubt("the topology document", "docs/reference/topology.md")]),
    missingField: RuleInfo(
      .topology, 2, "missing-field",
      summary: "A required field is absent.",
      why: "It has no default because a wrong guess would lose data or lock somebody out.",
      sources: [.redoubt("the topology document", "docs/reference/topology.md")]),
    wrongType: RuleInfo(
      .topology, 3, "wrong-type",
      summary: "A value has another type than its field.",
      why: "YAML types unquoted values by their looks: `on` is a boolean and `1.30` a number.",
      sources: [.redoubt("the topology document", "docs/reference/topology.md")]),
    invalidValue: RuleInfo(
      .topology, 4, "invalid-value",
      summary: "A value does not follow the grammar of its field.",
      why: "It would be refused by the API server, or mean something else there.",
      sources: [
        .document(
          "Kubernetes API conventions",
          "https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md"
        ), .cloudNativePG("API reference", "cloudnative-pg.v1/"),
      ]),
    missingReason: ": it has no safe default")
}
