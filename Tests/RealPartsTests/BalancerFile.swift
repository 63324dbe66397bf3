import Diagnostics
import Lowering
import Pipeline
import ProxySyntax
import TestSupport
import Testing
import TopologyModel
import YAMLSyntax

/// What is compiled for the first node of the load balancer.
enum BalancerFile {
  /// As ``text(_:_:)``, in the middle of an operation too: as if its steps had been built before.
  static func lowered(_ overlay: String) throws -> String {
    let document = BaseTopology.document(over: ParsedText(overlay).root)
    var bag = DiagnosticBag()
    let stream = ParsedText(YAMLPrinter.print(document)).stream
    let topology = try #require(TopologyLoader.load(stream, into: &bag).topology)
    let state = DeploymentState(initial: topology)
    #expect(state.operation == OperationState(topology.operation))
    let blueprint = try #require(Blueprint(topology: topology, state: state))
    for file in TopologyLowering.lower(.balancers, of: blueprint)
    where file.path.hasPrefix("lb/lb1/") {
      switch file.content {
      case .haproxy(let configuration):
        return String(decoding: HAProxyPrinter.print(configuration), as: UTF8.self)
      case .nginx(let configuration):
        return String(decoding: NGINXPrinter.print(configuration), as: UTF8.self)
      default: continue
      }
    }
    Issue.record("no configuration")
    return ""
  }

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
