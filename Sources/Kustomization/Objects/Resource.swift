package import Diagnostics
package import YAMLSyntax

/// One object of a build, with what kustomize remembers of its way.
package struct Resource: Sendable {
  /// The object as it is now; every node has the span of the file that gave it its value.
  package var root: YAMLNode {
    didSet { id = Self.identify(root) }
  }
  /// Of `root`.
  package private(set) var id: ResourceID
  /// What it was called before, oldest first; the first is the original.
  package var previous: [ResourceID] = []
  /// Prefixes and suffixes that it got, innermost first.
  package var prefixes: [String] = []
  package var suffixes: [String] = []
  /// Whether its name gets a hash of its contents at the end.
  package var needsHash = false
  /// Patches and replacements that changed it.
  package var changes: [SourceSpan] = []
  /// Where the document, or the entry that generates it, begins.
  package let origin: SourceSpan?

  package init(_ root: YAMLNode, origin: SourceSpan?) {
    self.root = root
    self.origin = origin
    id = Self.identify(root)
  }

  /// What it was called at first.
  package var originalID: ResourceID { previous.first ?? id }

  /// What it is called now and was called before.
  package var allIDs: [ResourceID] { previous + [id] }

  /// Notes what it is called now, before a change of name, namespace or kind.
  package mutating func remember() {
    previous.append(id)
  }

  /// Replaces the name; its node keeps its place.
  package mutating func rename(_ name: String) {
    edit(["metadata", "name"], nil) { $0 = .string(name, at: $0.span) }
  }

  /// Edits the node at a path, which is created where it is missing.
  package mutating func edit(
    _ path: [String], _ span: SourceSpan?, _ change: (inout YAMLNode) -> Void
  ) {
    var copy = root
    copy.edit(path[...], span, change)
    root = copy
  }

  private static func identify(_ root: YAMLNode) -> ResourceID {
    let metadata = root["metadata"]
    return ResourceID(
      apiVersion: root["apiVersion"]?.scalar?.text ?? "",
      kind: root["kind"]?.scalar?.text ?? "",
      name: metadata?["name"]?.scalar?.text ?? "",
      namespace: metadata?["namespace"].flatMap { $0.isNull ? nil : $0.scalar?.text } ?? "")
  }
}
