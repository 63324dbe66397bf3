import Diagnostics
import Pipeline
import TestSupport
import Testing
import YAMLSyntax

/// What is compiled for the first node of the load balancer.
enum BalancerFile {
  /// The text of `name` for ``BaseTopology`` with `overlay` over it.
  static func text(_ overlay: String, _ name: String) async throws -> String {
    let document = BaseTopology.document(over: ParsedText(overlay).root)
    var sources = SourceMap()
    let file = sources.add(path: "topology.yaml", bytes: YAMLPrinter.print(document))
    let result = await CompilerPipeline().compile(file)
    let plan = try #require(result.plan, "\(result.diagnostics.diagnostics.map(\.message))")
    let found = try #require(plan.files.first { $0.path == "lb/lb1/\(name)" })
    return String(decoding: found.bytes, as: UTF8.self)
  }
}
