import Diagnostics
import Pipeline
import TestSupport
import YAMLSyntax

/// An output tree compiled from the base topology with a block laid over it.
struct Compiled {
  let plan: FilePlan?
  let concise: String

  init(_ overlay: String = "{}") async {
    let document = BaseTopology.document(over: ParsedText(overlay).root)
    var sources = SourceMap()
    let file = sources.add(path: "topology.yaml", bytes: YAMLPrinter.print(document))
    let result = await CompilerPipeline().compile(file)
    plan = result.plan
    concise = ConciseRenderer().render(
      result.diagnostics.sorted, sources: sources, summary: RunSummary(files: 1, documents: 1))
  }

  /// The object in a file of the output.
  subscript(path: String) -> YAMLNode? {
    plan?.files.first { $0.path == path }.flatMap { ParsedText($0.bytes).root }
  }

  /// The text of a file of the output.
  func text(_ path: String) -> String {
    plan?.files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  /// Whether a file is part of the output.
  func has(_ path: String) -> Bool { plan?.files.contains { $0.path == path } == true }
}

extension YAMLNode {
  /// The node at a path of keys and positions.
  func at(_ path: String) -> YAMLNode? {
    path.split(separator: ".").reduce(Optional(self)) { node, part in
      if let index = Int(part), let items = node?.items {
        return index < items.count ? items[index] : nil
      }
      return node?[String(part)]
    }
  }

  /// The text at a path.
  func text(_ path: String) -> String? { at(path)?.scalar?.text }
}
