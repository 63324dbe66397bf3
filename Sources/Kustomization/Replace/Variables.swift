import Diagnostics
import YAMLSyntax

/// `vars` of a build: each is bound to its object where it is declared, and put in at the end (kustomize v5.8.1,
/// `accumulator/resaccumulator.go`, `filters/refvar`).
struct Variables {
  private struct Bound {
    let entry: VarEntry
    /// What the object was called when the variable was declared.
    let object: ResourceID?
  }

  private var bound: [String: Bound] = [:]
  /// In the order of their declaration.
  private var names: [String] = []

  var isEmpty: Bool { names.isEmpty }

  /// Takes up variables of a kustomization, whose objects are all there by now.
  mutating func declare(_ entries: [VarEntry], _ objects: ResourceSet) throws(Fault) {
    guard !entries.isEmpty else { return }
    let index = objects.nameIndex
    for entry in entries {
      let wanted = entry.wanted
      let matches = index[wanted.name].filter { position in
        objects.items[position].allIDs.contains { id in
          id.name == wanted.name && id.hasSameKind(as: wanted)
            && (wanted.namespace.isEmpty && !wanted.isClusterScoped
              || id.effectiveNamespace == wanted.effectiveNamespace)
        }
      }
      guard matches.count < 2 else {
        throw Fault(
          .kustomizationSelection,
          "\(matches.count) objects match the variable `\(entry.name.value)`", at: entry.span
        ).help("set `objref.namespace`")
      }
      try add(
        Bound(entry: entry, object: matches.first.map { objects.items[$0].id.key }))
    }
  }

  /// Takes up the variables of a base.
  mutating func merge(_ other: Variables) throws(Fault) {
    for name in other.names {
      if let value = other.bound[name] { try add(value) }
    }
  }

  private mutating func add(_ value: Bound) throws(Fault) {
    let name = value.entry.name.value
    if let known = bound[name] {
      throw Fault(
        .kustomizationSelection, "the variable `\(name)` is declared twice", at: value.entry.span
      ).label(known.entry.span, "the other one")
    }
    bound[name] = value
    names.append(name)
  }

  /// The values, once hashes and references are in place.
  func values(_ objects: ResourceSet) throws(Fault) -> [String: YAMLNode] {
    var result: [String: YAMLNode] = [:]
    for name in names {
      guard let value = bound[name] else { continue }
      let item = objects.items.first { item in
        item.allIDs.contains { id in value.object.map { $0 == id.key } ?? false }
      }
      // Old paths write elements as `ports[0]`.
      let text = value.entry.fieldPath.replacing("[", with: ".").replacing("]", with: "")
      let path = ValuePath(text)
      guard let node = item.flatMap({ path.first(in: $0.root) }), node.scalar != nil, !node.isNull
      else {
        throw Fault(
          .kustomizationSelection, "the variable `\(name)` has no value", at: value.entry.span
        ).help("correct `objref` and `fieldref.fieldpath`")
      }
      result[name] = node
    }
    return result
  }
}

extension VarEntry {
  /// The object that is meant.
  fileprivate var wanted: ResourceID {
    if let apiVersion, !apiVersion.value.isEmpty {
      return ResourceID(
        apiVersion: apiVersion.value, kind: object.kind.value, name: object.name.value,
        namespace: object.namespace.value)
    }
    return ResourceID(
      group: object.group.value, version: object.version.value, kind: object.kind.value,
      name: object.name.value, namespace: object.namespace.value)
  }
}
