import Diagnostics
import TestSupport
import TopologyModel
import YAMLSyntax

/// A topology loaded from text, and what was found on the way.
struct Loading {
  let topology: Topology?
  let isComplete: Bool
  let bag: DiagnosticBag
  let concise: String

  init(_ text: String) {
    let parsed = ParsedText(text, path: "topology.yaml")
    var bag = parsed.bag
    let result = TopologyLoader.load(parsed.stream, into: &bag)
    topology = result.topology
    isComplete = result.isComplete
    self.bag = bag
    concise = ConciseRenderer().render(
      bag.sorted, sources: parsed.sources, summary: RunSummary(files: 1, documents: 1))
  }

  /// The base topology with a block laid over its spec.
  init(overlay: String) {
    let document = BaseTopology.document(over: ParsedText(overlay).root)
    self.init(String(decoding: YAMLPrinter.print(document), as: UTF8.self))
  }
}
