import Diagnostics
import YAMLSyntax

/// The objects gathered so far, in order, each identity once.
struct ResourceSet {
  private(set) var items: [Resource] = []
  /// What patches deleted.
  private(set) var removed: [Resource] = []
  /// Position of the object of each identity.
  private var positions: [ResourceID: Int] = [:]

  /// Adds an object; an identity that is there already is a fault.
  mutating func append(_ resource: Resource, as entry: SourceSpan? = nil) throws(Fault) {
    let key = resource.id.key
    if let other = positions[key] {
      throw Fault(
        .kustomizationConflict, "`\(resource.id.description)` is in the build twice",
        at: entry ?? resource.origin
      )
      .label(items[other].origin, "the other one").label(resource.origin, "")
    }
    positions[key] = items.count
    items.append(resource)
  }

  /// Changes the object at a position; the index follows its identity.
  ///
  /// An identity that two objects have for a moment belongs to the last that took it; `conflict` finds it.
  mutating func update<Failure: Error>(
    _ position: Int, _ change: (inout Resource) throws(Failure) -> Void
  ) throws(Failure) {
    let before = items[position].id.key
    defer {
      let after = items[position].id.key
      if before != after {
        if positions[before] == position { positions[before] = nil }
        positions[after] = position
      }
    }
    try change(&items[position])
  }

  /// Two objects with one identity, if there are any.
  func conflict() -> (Resource, Resource)? {
    guard positions.count < items.count else { return nil }
    var seen: [ResourceID: Int] = [:]
    for (position, item) in items.enumerated() {
      if let first = seen.updateValue(position, forKey: item.id.key) {
        return (items[first], item)
      }
    }
    return nil
  }

  /// Leaves out the objects at `positions`, which a patch at `span` deletes.
  mutating func remove(_ positions: Set<Int>, by span: SourceSpan?) {
    guard !positions.isEmpty else { return }
    for position in positions.sorted() {
      var item = items[position]
      if let span { item.changes.append(span) }
      removed.append(item)
    }
    replaceAll(items.enumerated().filter { !positions.contains($0.offset) }.map(\.element))
  }

  /// Takes up what is gone from another set.
  mutating func note(removed others: [Resource]) { removed += others }

  /// Takes other objects, or another order.
  mutating func replaceAll(_ resources: [Resource]) {
    items = resources
    positions = [:]
    positions.reserveCapacity(resources.count)
    for (position, item) in items.enumerated() { positions[item.id.key] = position }
  }

  /// Positions of objects that are, or were once, called exactly that, by kind and name.
  func anyMatch(_ id: ResourceID, _ index: borrowing NameIndex) -> [Int] {
    index[id.name].filter { position in
      items[position].allIDs.contains {
        $0.name == id.name && $0.hasSameKind(as: id)
          && $0.effectiveNamespace == id.effectiveNamespace
      }
    }
  }

  /// By every name that objects have or had.
  var nameIndex: NameIndex { NameIndex(items) }
}

/// Positions of objects by every name that they have or had.
struct NameIndex {
  private var positions: [String: [Int]] = [:]

  init(_ items: [Resource]) {
    positions.reserveCapacity(items.count)
    for (position, item) in items.enumerated() {
      for id in item.allIDs where positions[id.name]?.last != position {
        positions[id.name, default: []].append(position)
      }
    }
  }

  subscript(name: String) -> [Int] { positions[name] ?? [] }

  /// Takes up a new name of the object at a position.
  mutating func add(_ name: String, _ position: Int) {
    if positions[name]?.contains(position) != true {
      positions[name, default: []].append(position)
    }
  }
}
