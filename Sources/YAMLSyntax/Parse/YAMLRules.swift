package import Diagnostics

/// Findings of the YAML reader.
extension RuleInfo {
  package static let yamlSyntax = RuleInfo(
    .yaml, 1, "yaml-syntax",
    summary: "The text is no well-formed YAML.",
    why: "No reader can tell what was meant; the document is skipped, the others are read.",
    source: "YAML 1.1 and 1.2.2; libyaml 0.2.5")

  package static let yamlEncoding = RuleInfo(
    .yaml, 2, "yaml-encoding",
    summary: "The file is not UTF-8, or holds a control character.",
    why: "Kubernetes reads UTF-8 only; control characters are outside YAML's character set.",
    source: "YAML 1.2.2 section 5.1")

  package static let yamlDuplicateKey = RuleInfo(
    .yaml, 3, "duplicate-mapping-key",
    summary: "A mapping holds the same key twice.",
    why: "Readers keep one of the two silently, and not all keep the same one.",
    source: "YAML 1.2.2 section 3.2.1.1; Kubernetes strict decoding")

  package static let yamlTab = RuleInfo(
    .yaml, 4, "tab-indentation",
    summary: "A tab stands where indentation is expected.",
    why: "YAML forbids tabs in indentation, because their width is not defined.",
    source: "YAML 1.2.2 section 6.1")

  package static let yamlTruncated = RuleInfo(
    .yaml, 5, "unclosed-value",
    summary: "A bracket or a quote is opened and never closed.",
    why: "The rest of the document would be swallowed.",
    source: "YAML 1.2.2 sections 7.3 and 7.4")

  package static let yamlAlias = RuleInfo(
    .yaml, 6, "unusable-alias",
    summary: "An alias names no anchor, or the node that it stands in.",
    why: "There is no value to put there.",
    source: "YAML 1.2.2 section 7.1")

  package static let yamlLimit = RuleInfo(
    .yaml, 7, "yaml-limit",
    summary: "The document exceeds a bound on depth, size or alias expansion.",
    why: "A few lines of YAML can expand to gigabytes; no manifest comes near the bounds.",
    source: "Redoubt: YAMLLimits")

  package static let yamlKey = RuleInfo(
    .yaml, 8, "non-scalar-key",
    summary: "A key is a list or a mapping.",
    why: "Kubernetes objects are JSON: keys are strings.",
    source: "RFC 8259 section 4")

  /// Every rule of this module.
  package static let yamlRules: [RuleInfo] = [
    yamlSyntax, yamlEncoding, yamlDuplicateKey, yamlTab, yamlTruncated, yamlAlias, yamlLimit,
    yamlKey,
  ]
}
