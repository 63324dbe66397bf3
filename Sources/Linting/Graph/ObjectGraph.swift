import Diagnostics

/// All objects of a run by what they are called.
package struct ObjectGraph: Sendable {
  private struct Key: Hashable {
    let scope: String
    let kind: String
    let namespace: String
    let name: String
  }

  /// Objects in the order of the input.
  package let objects: [ObjectFacts]
  package let options: RuleOptions
  private var byName: [Key: [Int]] = [:]
  private var produced: Set<Key> = []
  private var workloads: [String: [Int]] = [:]

  package init(_ objects: [ObjectFacts], options: RuleOptions = RuleOptions()) {
    self.objects = objects
    self.options = options
    for (position, object) in objects.enumerated() {
      let identity = object.identity
      byName[
        Key(
          scope: object.scope, kind: identity.kind, namespace: identity.namespace,
          name: identity.name), default: []
      ].append(position)
      for product in object.products {
        // Operators write into other namespaces too: the name decides.
        produced.insert(
          Key(scope: object.scope, kind: product.kind, namespace: "", name: product.name))
      }
      if object.podLabels != nil { workloads[object.scope, default: []].append(position) }
    }
  }

  /// Objects of a name in the cluster of `object`, or in what all clusters share.
  package func find(
    _ kind: String, _ namespace: String, _ name: String, from object: ObjectFacts
  ) -> [ObjectFacts] {
    for scope in ClusterScope.visible(from: object.scope) {
      for candidate in namespace.isEmpty ? [""] : [namespace, ""] {
        let key = Key(scope: scope, kind: kind, namespace: candidate, name: name)
        if let found = byName[key] { return found.map { objects[$0] } }
      }
    }
    return []
  }

  /// Whether something of that name is there, or an operator makes it.
  package func isDefined(_ reference: ObjectFacts.Reference, from object: ObjectFacts) -> Bool {
    if !find(reference.kind, reference.namespace, reference.name, from: object).isEmpty {
      return true
    }
    return ClusterScope.visible(from: object.scope).contains { scope in
      produced.contains(
        Key(scope: scope, kind: reference.kind, namespace: "", name: reference.name))
    }
  }

  /// Workloads of the cluster and namespace of `object` whose pods `selector` takes.
  package func workloads(
    selectedBy selector: ObjectFacts.Selector, from object: ObjectFacts
  ) -> [ObjectFacts] {
    ClusterScope.visible(from: object.scope).flatMap { workloads[$0] ?? [] }.map { objects[$0] }
      .filter { workload in
        workload.identity.namespace == object.identity.namespace
          && selector.pairs.allSatisfy { pair in
            workload.podLabels?.contains { $0.name == pair.name && $0.value == pair.value } == true
          }
      }
  }

  /// Whether the tree holds any workload of the namespace of `object`: if not, its pods are elsewhere.
  package func hasWorkloads(besides object: ObjectFacts) -> Bool {
    ClusterScope.visible(from: object.scope).contains { scope in
      (workloads[scope] ?? []).contains {
        objects[$0].identity.namespace == object.identity.namespace
      }
    }
  }
}
