package import Diagnostics

/// An object of the graph: one allocation that everything shares, however often it is looked up.
package final class GraphObject: Sendable {
  private let facts: ObjectFacts

  init(_ facts: ObjectFacts) {
    self.facts = facts
  }

  package var identity: Diagnostic.Resource { facts.identity }
  package var scope: String { facts.scope }
  package var root: String { identity.root }
  package var place: SourceSpan? { facts.place }
  package var references: [ObjectFacts.Reference] { facts.references }
  package var products: [(kind: String, name: String)] { facts.products }
  package var outputs: [ObjectFacts.Output] { facts.outputs }
  package var keys: [String]? { facts.keys }
  package var podLabels: [(name: String, value: String)]? { facts.podLabels }
  package var ports: [ObjectFacts.Port] { facts.ports }
  package var selector: ObjectFacts.Selector? { facts.selector }
  package var replicas: (count: Int, span: SourceSpan?)? { facts.replicas }
  package var budget: (field: String, value: String, span: SourceSpan?)? { facts.budget }
  package var isHeadless: Bool { facts.isHeadless }

  /// Whether the object runs pods until it is told to end.
  package var isService: Bool {
    podLabels != nil && isOwn && !["Pod", "Job", "CronJob"].contains(facts.identity.kind)
  }

  /// Whether the pods stand in the tree, and are not made by an operator.
  package var isOwn: Bool {
    !identity.apiVersion.hasPrefix("monitoring.coreos.com/")
  }
}
