import Diagnostics

/// All objects of a run by what they are called.
package struct ObjectGraph: Sendable {
  /// What is applied together: what a kustomization builds, or the files of a cluster that none deploys.
  private struct World: Hashable {
    let root: String
    let scope: String
  }

  private struct Key: Hashable {
    let world: World
    let kind: String
    let namespace: String
    let name: String
  }

  /// A namespace of a cluster.
  private struct Place: Hashable {
    let world: World
    let namespace: String
  }

  /// A label of pods, or a selector that asks for it, in a namespace of a cluster.
  private struct LabelKey: Hashable {
    /// Kind of what selects; empty for a pod.
    let kind: String
    let place: Place
    let name: String
    let value: String
  }

  /// Objects in the order of the input.
  package let objects: [GraphObject]
  package let options: RuleOptions
  private var byName: [Key: [Int]] = [:]
  /// Positions of objects whose kind, namespace and name another object before them has.
  package private(set) var repeated: [Int] = []
  private var produced: Set<Key> = []
  /// What any kustomization of a cluster deploys or lets operators make: another one may refer to it.
  private var deployed: Set<Key> = []
  private var workloads: [Place: [Int]] = [:]
  /// Workloads by each of their labels, and selectors by the first pair that they ask for.
  private var byLabel: [LabelKey: [Int]] = [:]

  package init(_ objects: [GraphObject], options: RuleOptions = RuleOptions()) {
    self.objects = objects
    self.options = options
    for (position, object) in objects.enumerated() {
      let identity = object.identity
      let world = World(root: object.root, scope: object.scope)
      let key = Key(
        world: world, kind: identity.kind, namespace: identity.namespace,
        name: identity.name)
      let count = byName[key, default: []].count
      byName[key, default: []].append(position)
      if count > 0 { repeated.append(position) }
      for product in object.products {
        // Operators write into other namespaces too: the name decides.
        produced.insert(
          Key(world: world, kind: product.kind, namespace: "", name: product.name))
      }
      if !object.root.isEmpty { addDeployed(object) }
      addLabels(of: object, position)
    }
  }

  private mutating func addDeployed(_ object: GraphObject) {
    let identity = object.identity
    let names =
      [(identity.kind, identity.namespace, identity.name)]
      + object.products.map { ($0.kind, "", $0.name) }
    for (kind, namespace, name) in names {
      deployed.insert(
        Key(
          world: World(root: "", scope: object.scope), kind: kind, namespace: namespace,
          name: name))
    }
  }

  private mutating func addLabels(of object: GraphObject, _ position: Int) {
    let place = Place(
      world: World(root: object.root, scope: object.scope), namespace: object.identity.namespace)
    if let labels = object.podLabels {
      workloads[place, default: []].append(position)
      for label in labels {
        byLabel[
          LabelKey(kind: "", place: place, name: label.name, value: label.value), default: []
        ].append(position)
      }
    }
    if let selector = object.selector {
      let first = selector.pairs.first ?? ("", "")
      byLabel[
        LabelKey(
          kind: object.identity.kind, place: place, name: first.name, value: first.value),
        default: []
      ].append(position)
    }
  }

  /// Objects of a name in the cluster of `object`, or in what all clusters share.
  package func find(
    _ kind: String, _ namespace: String, _ name: String, from object: GraphObject
  ) -> [GraphObject] {
    for world in worlds(from: object) {
      for candidate in namespace.isEmpty ? [""] : [namespace, ""] {
        let key = Key(world: world, kind: kind, namespace: candidate, name: name)
        if let found = byName[key] { return found.map { objects[$0] } }
      }
    }
    return []
  }

  /// The first object of the cluster, the kind, the namespace and the name of `object`, whatever its version.
  package func first(like object: GraphObject) -> GraphObject? {
    let identity = object.identity
    let key = Key(
      world: World(root: object.root, scope: object.scope), kind: identity.kind,
      namespace: identity.namespace, name: identity.name)
    return byName[key]?.first {
      Self.group(objects[$0].identity.apiVersion) == Self.group(identity.apiVersion)
    }.map { objects[$0] }
  }

  private static func group(_ version: String) -> Substring {
    version.utf8.firstIndex(of: 0x2F).map { version[..<$0] } ?? ""
  }

  /// Whether an operator makes, or adds to, an object of that name.
  package func isProduced(_ reference: ObjectFacts.Reference, from object: GraphObject) -> Bool {
    worlds(from: object).contains { world in
      produced.contains(
        Key(world: world, kind: reference.kind, namespace: "", name: reference.name))
    }
  }

  /// Whether another kustomization of the cluster deploys it.
  private func isDeployed(_ reference: ObjectFacts.Reference, from object: GraphObject) -> Bool {
    ClusterScope.visible(from: object.scope).contains { scope in
      [reference.namespace, ""].contains { namespace in
        deployed.contains(
          Key(
            world: World(root: "", scope: scope), kind: reference.kind, namespace: namespace,
            name: reference.name))
      }
    }
  }

  /// Worlds whose objects are seen from `object`: its own, and the files around it.
  private func worlds(from object: GraphObject) -> [World] {
    let around = ClusterScope.visible(from: object.scope).map { World(root: "", scope: $0) }
    return object.root.isEmpty
      ? around : [World(root: object.root, scope: object.scope)] + around
  }

  /// Whether something of that name is there, or an operator makes it.
  package func isDefined(_ reference: ObjectFacts.Reference, from object: GraphObject) -> Bool {
    if !find(reference.kind, reference.namespace, reference.name, from: object).isEmpty {
      return true
    }
    return isProduced(reference, from: object) || isDeployed(reference, from: object)
  }

  /// Workloads of the cluster and namespace of `object` whose pods `selector` takes.
  package func workloads(
    selectedBy selector: ObjectFacts.Selector, from object: GraphObject
  ) -> [GraphObject] {
    places(from: object).flatMap { place in
      guard let first = selector.pairs.first else { return workloads[place] ?? [] }
      return byLabel[LabelKey(kind: "", place: place, name: first.name, value: first.value)] ?? []
    }.map { objects[$0] }.filter { selector.takes($0) }
  }

  /// Objects of a kind whose selector takes the pods of `workload`.
  package func objects(_ kind: String, selecting workload: GraphObject) -> [GraphObject] {
    let labels = [("", "")] + (workload.podLabels ?? [])
    return places(from: workload).flatMap { place in
      labels.flatMap { name, value in
        byLabel[LabelKey(kind: kind, place: place, name: name, value: value)] ?? []
      }
    }.map { objects[$0] }.filter { $0.selector?.takes(workload) == true }
  }

  /// Whether the tree holds any workload of the namespace of `object`: if not, its pods are elsewhere.
  package func hasWorkloads(besides object: GraphObject) -> Bool {
    places(from: object).contains { workloads[$0] != nil }
  }

  /// The namespace of `object` in every cluster that it sees.
  private func places(from object: GraphObject) -> [Place] {
    worlds(from: object).map { Place(world: $0, namespace: object.identity.namespace) }
  }
}
