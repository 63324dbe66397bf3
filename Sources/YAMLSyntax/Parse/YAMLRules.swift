package import Diagnostics

/// Findings of the YAML reader.
extension RuleInfo {
  package static let yamlSyntax = RuleInfo(
    .yaml, 1, "yaml-syntax",
    summary: "The text is no well-formed YAML.",
    why: "No reader can tell what was meant; the document is skipped, the others are read.",
    sources: [
      .document("YAML 1.1", "https://yaml.org/spec/1.1/"),
      .document("libyaml 0.2.5", "https://github.com/yaml/libyaml/tree/0.2.5"),
    ])

  package static let yamlEncoding = RuleInfo(
    .yaml, 2, "yaml-encoding",
    summary: "The file is not UTF-8, or holds a control character.",
    why: "Kubernetes reads UTF-8 only; control characters are outside YAML's character set.",
    sources: [.yaml("5.1")])

  package static let yamlDuplicateKey = RuleInfo(
    .yaml, 3, "duplicate-mapping-key",
    summary: "A mapping holds the same key twice.",
    why: "Readers keep one of the two silently, and not all keep the same one.",
    sources: [
      .yaml("3.2.1.1"),
      .kubernetes("Field validation", "reference/using-api/api-concepts/#field-validation"),
    ])

  package static let yamlTab = RuleInfo(
    .yaml, 4, "tab-indentation",
    summary: "A tab stands where indentation is expected.",
    why: "YAML forbids tabs in indentation, because their width is not defined.",
    sources: [.yaml("6.1")])

  package static let yamlTruncated = RuleInfo(
    .yaml, 5, "unclosed-value",
    summary: "A bracket or a quote is opened and never closed.",
    why: "The rest of the document would be swallowed.",
    sources: [.yaml("7.3 and 7.4")])

  package static let yamlAlias = RuleInfo(
    .yaml, 6, "unusable-alias",
    summary: "An alias names no anchor, or the node that it stands in.",
    why: "There is no value to put there.",
    sources: [.yaml("7.1")])

  package static let yamlLimit = RuleInfo(
    .yaml, 7, "yaml-limit",
    summary: "The document exceeds a bound on depth, size or alias expansion.",
    why: "A few lines of YAML can expand to gigabytes; no manifest comes near the bounds.",
    sources: [.redoubt("limits of YAML input", "Sources/YAMLSyntax/Parse/YAMLLimits.swift")])

  package static let yamlKey = RuleInfo(
    .yaml, 8, "non-scalar-key",
    summary: "A key is a list or a mapping.",
    why: "Kubernetes objects are JSON: keys are strings.",
    sources: [.document("RFC 8259 section 4", "https://www.rfc-editor.org/rfc/rfc8259#section-4")])

  /// Every rule of this module.
  package static let yamlRules: [RuleInfo] = [
    yamlSyntax, yamlEncoding, yamlDuplicateKey, yamlTab, yamlTruncated, yamlAlias, yamlLimit,
    yamlKey,
  ]
}
