package import Diagnostics

/// What other objects may ask of an object: kept for every object of a run, so it is small.
package struct ObjectFacts: Sendable {
  /// A name that the object refers to.
  package struct Reference: Sendable {
    package let kind: String
    package var namespace: String
    package let name: String
    package let span: SourceSpan?
    /// A key of the object that is referred to, or a port of a Service.
    package var key: String?
    package var isOptional = false
  }

  /// An object that Infisical's operator writes for this one.
  package struct Output: Sendable {
    package var object: Reference
    /// Keys that it will have; nil when Infisical decides.
    package let keys: [String]?
  }

  /// Pairs of labels that all have to hold.
  package struct Selector: Sendable {
    package let pairs: [(name: String, value: String)]
    package let span: SourceSpan?
    /// Whether conditions beside the pairs were left out, so that it may select less.
    package var isPartial = false

    /// Whether the pods of `workload` have all labels that are asked for.
    func takes(_ workload: GraphObject) -> Bool {
      pairs.allSatisfy { pair in
        workload.podLabels?.contains { $0.name == pair.name && $0.value == pair.value } == true
      }
    }
  }

  /// A named number.
  package struct Port: Sendable {
    package let name: String
    package let number: Int?
    package let target: String
    package let span: SourceSpan?
  }

  package private(set) var identity: Diagnostic.Resource
  /// The cluster that the object belongs to (``ClusterScope``).
  package let scope: String
  package let place: SourceSpan?
  package var references: [Reference] = []
  /// Objects that an operator makes from this one.
  package var products: [(kind: String, name: String)] = []
  /// Objects whose content comes from Infisical by way of this one.
  package var outputs: [Output] = []
  /// Keys of `data` and `stringData`; nil when nobody can know them.
  package var keys: [String]?
  /// Labels of the pods of a workload.
  package var podLabels: [(name: String, value: String)]?
  /// Names and numbers of the ports of its containers, or of a Service.
  package var ports: [Port] = []
  /// What a Service, a budget, a policy selects.
  package var selector: Selector?
  /// `spec.replicas`, with its place.
  package var replicas: (count: Int, span: SourceSpan?)?
  /// `minAvailable` or `maxUnavailable` of a budget.
  package var budget: (field: String, value: String, span: SourceSpan?)?
  package var isHeadless = false

  /// Gives the object, and what it refers to in its own namespace, another namespace.
  mutating func move(to namespace: String) {
    let old = identity.namespace
    identity = .init(
      apiVersion: identity.apiVersion, kind: identity.kind, namespace: namespace,
      name: identity.name, root: identity.root)
    for index in references.indices where references[index].namespace == old {
      references[index].namespace = namespace
    }
    for index in outputs.indices where outputs[index].object.namespace == old {
      outputs[index].object.namespace = namespace
    }
  }

  package init(identity: Diagnostic.Resource, scope: String, place: SourceSpan?) {
    self.identity = identity
    self.scope = scope
    self.place = place
  }
}
