package import Diagnostics
package import ProxySyntax
package import YAMLSyntax

/// A file of the output before it becomes bytes.
package struct LoweredFile: Sendable {
  /// Contents as values.
  package enum Content: Sendable {
    case manifest(YAMLNode)
    case haproxy(HAProxyConfiguration)
    case keepalived(BraceConfiguration)
    case nginx(BraceConfiguration)
    case markdown([MarkdownBlock])
    /// Text of a language that needs no tree: a script, a zone file.
    case plain([UInt8])
    /// Any other value in JSON.
    case json(YAMLNode)
  }

  /// Path below the output folder.
  package let path: String
  package let content: Content
  /// Kind of the object; nil for what is not an object.
  package let kind: String?
  /// The topology's block that caused the file.
  package let origin: SourceSpan?
  /// Site that the file belongs to; nil for what is shared.
  package let site: String?
}
