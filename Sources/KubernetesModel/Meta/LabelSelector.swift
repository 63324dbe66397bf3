package import YAMLSyntax

/// A selector by exact labels; without labels it selects everything.
package struct LabelSelector: YAMLWritable, Sendable {
  package var matchLabels: TextPairs

  package init(_ matchLabels: TextPairs) {
    self.matchLabels = matchLabels
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { $0.strings("matchLabels", matchLabels) }
  }
}
