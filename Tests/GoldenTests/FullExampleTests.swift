import TestSupport
import Testing
import TopologyModel
import YAMLSyntax

/// `two-sites-full` is the example that sets everything.
@Suite("The full example")
struct FullExampleTests {
  @Test("every field of the document is set somewhere in two-sites-full")
  func everyField() throws {
    let bytes = try Repository.bytes("examples/two-sites-full/topology.yaml")
    let spec = try #require(ParsedText(bytes).root?["spec"])
    let shape = FieldDescriber.describe(Topology.self)
    // Operations are compiled by a later version, and refused until then.
    let missing = missing(shape, [spec], "spec").filter { !$0.hasPrefix("spec.operation.") }
    #expect(missing.isEmpty)
  }

  /// Fields that none of `nodes` sets.
  ///
  /// What sites inherit counts when it is set at the top.
  private func missing(_ shape: BlockShape, _ nodes: [YAMLNode], _ path: String) -> [String] {
    shape.fields.flatMap { field -> [String] in
      let name = "\(path).\(field.name)"
      let values = nodes.compactMap { $0[field.name] }
      if field.isInherited { return [] }
      guard !values.isEmpty else { return sharedElsewhere(name) ? [] : [name] }
      guard case .block(let inner) = field.content else { return [] }
      let children = field.isList ? values.flatMap { $0.items ?? [] } : values
      return missing(inner, children, name)
    }
  }

  /// Fields that make sense in a site only, not in the shared block of the same name.
  private func sharedElsewhere(_ name: String) -> Bool {
    [
      "spec.kubernetes.context", "spec.kubernetes.apiServerCIDR", "spec.kubernetes.podCIDR",
      "spec.ingress.vip", "spec.postgres.epoch", "spec.postgres.streamingEndpoint",
    ].contains(name)
  }
}
