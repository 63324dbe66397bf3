package import Diagnostics
package import ProxySyntax
package import YAMLSyntax

/// One file of a GitOps tree, as rules over trees see it.
///
/// A compiler makes it from values, and its spans lie in the topology; a linter makes it from text, and
/// its spans lie in the file itself.
package struct TreeFile: Sendable {
  /// What the file holds.
  package enum Content: Sendable {
    case object(YAMLNode)
    case haproxy(HAProxyConfiguration)
    case nginx(BraceConfiguration)
    case keepalived(BraceConfiguration)
    /// A runbook or a script.
    case text(TreeText)
  }

  /// Path below the root of the tree.
  package let path: String
  package let content: Content
  /// Where findings point that concern the whole file.
  package let span: SourceSpan?

  /// `content` at `path`.
  package init(path: String, content: Content, span: SourceSpan?) {
    self.path = path
    self.content = content
    self.span = span
  }

  /// Whether rules read the file at `path`, which is not a manifest.
  package static func isRead(_ path: String) -> Bool { reader(of: path) != nil }

  /// A file that is not a manifest, from its text; nil for one that no rule reads.
  package init?(reading file: SourceFile, path: String) {
    guard let reader = Self.reader(of: path) else { return nil }
    self.init(
      path: path, content: reader(file), span: SourceSpan(file: file.id, start: 0, end: 0))
  }

  private static func reader(of path: String) -> ((SourceFile) -> Content)? {
    if path.hasPrefix("lb/") {
      if path.hasSuffix("/haproxy.cfg") { return { .haproxy(HAProxyParser.parse($0)) } }
      if path.hasSuffix("/nginx.conf") { return { .nginx(BraceParser.parse($0, .nginx)) } }
      if path.hasSuffix("/keepalived.conf") {
        return { .keepalived(BraceParser.parse($0, .keepalived)) }
      }
    }
    let isRunbook = path.hasPrefix("runbooks/") && (path.hasSuffix(".md") || path.hasSuffix(".sh"))
    return isRunbook ? { .text(TreeText($0.bytes, file: $0.id)) } : nil
  }
}
