package import Diagnostics
package import YAMLSyntax

/// The envelope of a Topology document.
struct TopologyDocument: FieldBlock {
  static let summary = "A Topology document."
  var apiVersion: Located<String> = "unset"
  var kind: Located<String> = "unset"
  var metadata = Metadata()
  var topology = Topology()
  var span: SourceSpan?

  struct Metadata: FieldBlock {
    static let summary = "Name of the topology."
    var name = Located(DNSLabel(unchecked: "unset"))
    var span: SourceSpan?

    mutating func visit(_ fields: inout some FieldVisitor) {
      fields.scalar("name", &name, .required, "name of the deployment")
    }
  }

  mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("apiVersion", &apiVersion, .required, "redoubt.dev/v1alpha1")
    fields.scalar("kind", &kind, .required, "Topology")
    fields.block("metadata", &metadata, .required, "name of the deployment")
    fields.block("spec", &topology, .required, "the deployment")
  }
}

/// Reads Topology documents.
package enum TopologyLoader {
  /// The `apiVersion` of the documents.
  package static let apiVersion = "redoubt.dev/v1alpha1"
  /// The `kind` of the documents.
  package static let kind = "Topology"

  /// What came of a file.
  package struct Result: Sendable {
    package let topology: Topology?
    /// Whether every value was readable, so that rules about values make sense.
    package let isComplete: Bool
  }

  /// Decodes the only document of `stream` and reports every fault.
  package static func load(
    _ stream: YAMLStream, into bag: inout DiagnosticBag
  ) -> Result {
    let documents = stream.documents.filter { $0.root != nil }
    guard let document = documents.first, let root = document.root else {
      if !bag.hasErrors {
        bag.report(
          Diagnostic(
            .notATopology, "the file is empty",
            at: SourceSpan(file: stream.file, start: 0, end: 0)
          ).help("create a topology with `redoubt init`"))
      }
      return Result(topology: nil, isComplete: false)
    }
    for extra in documents.dropFirst() {
      bag.report(
        Diagnostic(
          .notATopology, "unexpected second document: a topology is a single document",
          at: extra.span.startPoint
        )
        .label(root.span?.startPoint, "the first document starts here")
        .help("remove it, or move it to a separate file"))
    }
    // Behind a syntax error, what is left of the file is not worth judging.
    if bag.hasErrors, root["apiVersion"] == nil { return Result(topology: nil, isComplete: false) }
    guard isTopology(root, into: &bag) else { return Result(topology: nil, isComplete: false) }
    let node = document.hasMergeKeys ? root.resolvingMerges() : root
    var (block, outcome) = FieldDecoder.decode(
      TopologyDocument.self, from: node, path: "", rules: .topology)
    bag.append(contentsOf: outcome.diagnostics)
    block.topology.name = block.metadata.name
    return Result(topology: block.topology, isComplete: !outcome.isIncomplete)
  }

  private static func isTopology(_ root: YAMLNode, into bag: inout DiagnosticBag) -> Bool {
    guard root.entries != nil else {
      bag.report(
        Diagnostic(
          .notATopology, "expected a mapping, found \(root.kindDescription)", at: root.span
        )
        .help("start with `apiVersion: \(apiVersion)`"))
      return false
    }
    for (key, expected) in [("apiVersion", apiVersion), ("kind", kind)] {
      guard let entry = root.entry(key), entry.value.scalar?.text != expected else { continue }
      let found = entry.value.scalar.map { "`\($0.text)`" } ?? entry.value.kindDescription
      bag.report(
        Diagnostic(
          .notATopology, "`\(key)` is \(found), expected `\(expected)`", at: entry.value.span
        )
        .help("write `\(key): \(expected)`"))
      return false
    }
    return true
  }
}

extension RuleInfo {
  package static let notATopology = RuleInfo(
    .topology, 5, "not-a-topology",
    summary: "The file is not a single Topology document of a supported version.",
    why: "There is nothing to compile.",
    sources: [.redoubt("the topology document", "docs/reference/topology.md")])
}
