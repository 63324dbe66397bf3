package import Diagnostics
import YAMLSyntax

/// A GitOps tree that Redoubt wrote, or that people edited since.
package struct LintTree: Sendable {
  /// The directory with the lock file; empty for the current one.
  package let root: String
  /// Whether the run covers all of the tree: rules over trees judge what is missing as well.
  package let isWhole: Bool
  /// Files that rules over trees read and that are no YAML, when the tree is whole; `position` numbers
  /// the first.
  package let others: [LintFile]
  package let position: Int
  /// The topology's document, where it could be found.
  package let topology: SourceFile?
  /// The place in the topology that caused a file, by its path below the root:
  /// `topology.yaml#/spec/sites/0`.
  private let sources: [String: String]

  /// A tree at `root`.
  package init(
    root: String, isWhole: Bool, others: [LintFile], position: Int, topology: SourceFile?,
    sources: [String: String]
  ) {
    self.root = root
    self.isWhole = isWhole
    self.others = others
    self.position = position
    self.topology = topology
    self.sources = sources
  }

  /// The path of a file below the root; nil for one outside.
  package func relative(_ path: String) -> String? {
    if root.isEmpty { return path.hasPrefix("/") || path.hasPrefix("../") ? nil : path }
    return path.hasPrefix("\(root)/") ? String(path.dropFirst(root.utf8.count + 1)) : nil
  }

  /// What caused a file of the tree, as text and as a place.
  func cause(of path: String) -> (text: String, span: SourceSpan?)? {
    guard let relative = relative(path), let source = sources[relative] else { return nil }
    let pointer = source.drop { $0 != "#" }.dropFirst()
    guard let topology else { return (source, nil) }
    var bag = DiagnosticBag()
    let root = YAMLParser().parse(topology, into: &bag).documents.first { $0.root != nil }?.root
    return (source, root.flatMap { ProvenanceIndex.node(at: String(pointer), in: $0) }?.span?.first)
  }
}
