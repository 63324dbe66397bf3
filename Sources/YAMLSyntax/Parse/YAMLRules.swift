package import Diagnostics

/// Findings of the YAML reader.
extension RuleInfo {
  package static let yamlSyntax = RuleInfo(
    .yaml, 1, "yaml-syntax",
    summary: "The text is not valid YAML.",
    why: "The document cannot be interpreted and is skipped; the other documents are read.",
    sources: [
      .document("YAML 1.1", "https://yaml.org/spec/1.1/"),
      .document("libyaml 0.2.5", "https://github.com/yaml/libyaml/tree/0.2.5"),
    ])

  package static let yamlEncoding = RuleInfo(
    .yaml, 2, "yaml-encoding",
    summary: "The file is not UTF-8, or contains a control character.",
    why: "Kubernetes reads only UTF-8; control characters are outside YAML's character set.",
    sources: [.yaml("5.1")])

  package static let yamlDuplicateKey = RuleInfo(
    .yaml, 3, "duplicate-mapping-key",
    summary: "A mapping has a duplicate key.",
    why: "Readers silently keep one of the values, and not all keep the same one.",
    sources: [
      .yaml("3.2.1.1"),
      .kubernetes("Field validation", "reference/using-api/api-concepts/#field-validation"),
    ])

  package static let yamlTab = RuleInfo(
    .yaml, 4, "tab-indentation",
    summary: "A tab is used for indentation.",
    why: "YAML forbids tabs in indentation because their width is undefined.",
    sources: [.yaml("6.1")])

  package static let yamlTruncated = RuleInfo(
    .yaml, 5, "unclosed-value",
    summary: "A bracket or quote is never closed.",
    why: "The rest of the document would become part of it.",
    sources: [.yaml("7.3 and 7.4")])

  package static let yamlAlias = RuleInfo(
    .yaml, 6, "unusable-alias",
    summary: "An alias refers to an undefined anchor, or to the node that contains it.",
    why: "There is no value to insert.",
    sources: [.yaml("7.1")])

  package static let yamlLimit = RuleInfo(
    .yaml, 7, "yaml-limit",
    summary: "The document exceeds a limit on depth, size or alias expansion.",
    why: "A few lines of YAML can expand to gigabytes; no manifest comes close to the limits.",
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
