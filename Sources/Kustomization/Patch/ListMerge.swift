import Diagnostics
import YAMLSyntax

/// Lists that merge by keys, and sets of scalars (kyaml 0.21.1, `yaml/walk/associative_sequence.go`).
struct ListMerge {
  let rule: MergeKeys.Rule
  let shape: MergeKeys.Shape

  mutating func merge(
    _ patch: [YAMLNode], _ target: [YAMLNode], _ patchNode: YAMLNode, _ targetNode: YAMLNode,
    _ merge: inout StrategicMerge
  ) throws(Fault) -> YAMLNode? {
    var result = targetNode
    switch rule {
    case .set: result.content = .sequence(Self.union(patch, target))
    case .keys(let keys):
      if let directive = patch.compactMap({ $0["$patch"]?.scalar?.text }).first(where: {
        _ in patch.contains { $0.entries?.count == 1 && $0["$patch"] != nil }
      }) {
        let rest = patch.filter { $0["$patch"] == nil || $0.entries?.count != 1 }
        if directive == "delete" { return nil }
        if directive == "replace" {
          result.content = .sequence(rest)
          return result.placed(at: patchNode.span)
        }
      }
      result.content = .sequence(try elements(patch, target, keys, &merge))
    }
    return result
  }

  /// Elements of the patch first, then the others; each once.
  private static func union(_ patch: [YAMLNode], _ target: [YAMLNode]) -> [YAMLNode] {
    var seen: Set<String> = []
    return (patch + target).filter { seen.insert($0.scalar?.text ?? "").inserted }
  }

  private typealias Tuple = [String]

  private func tuple(_ node: YAMLNode, _ keys: [String]) -> Tuple {
    keys.map { key in
      guard let value = node[key], !value.isNull else { return "" }
      return value.scalar?.text ?? ""
    }
  }

  private func elements(
    _ patch: [YAMLNode], _ target: [YAMLNode], _ keys: [String], _ merge: inout StrategicMerge
  ) throws(Fault) -> [YAMLNode] {
    var tuples: [Tuple] = []
    for node in patch + target where node.isMapping {
      let tuple = tuple(node, keys)
      if !tuples.contains(tuple) { tuples.append(tuple) }
    }
    if keys.count > 1 { unite(&tuples) }
    var used = keys.indices.filter { index in tuples.contains { !$0[index].isEmpty } }
    if used.isEmpty { used = Array(keys.indices) }
    let names = used.map { keys[$0] }
    var targets = target
    var patches = patch
    var out: [YAMLNode] = []
    for tuple in tuples {
      let values = used.map { tuple[$0] }
      let inPatch = Self.first(patches, names, values)
      let inTarget = Self.first(targets, names, values)
      var merged: YAMLNode?
      if let inPatch {
        let element = patches[inPatch]
        if let inTarget {
          let kept = try merge.element(element, targets[inTarget], shape)
          if element["$patch"]?.scalar?.text == "replace" {
            // The element of the patch is taken, and the one of the target comes back behind it.
            patches[inPatch].remove("$patch")
          } else if let kept {
            targets[inTarget] = kept
          }
          merged = kept
        } else {
          if let added = try merge.addedElement(element, shape) {
            patches[inPatch] = added
            merged = added
          }
        }
      } else if let inTarget {
        let kept = try merge.walked(targets[inTarget], shape)
        targets[inTarget] = kept
        merged = kept
      }
      guard var element = merged, element.entries?.isEmpty == false else {
        targets = Self.set(targets, names, values, nil)
        continue
      }
      for (name, value) in zip(names, values) where element[name] == nil && !value.isEmpty {
        element.set(name, .string(value, at: element.span))
      }
      out = Self.set(out, names, values, element)
    }
    for element in targets {
      var values: [String] = []
      for name in names {
        guard let value = element[name], !value.isNull else {
          out.append(element)
          continue
        }
        values.append(value.scalar?.text ?? "")
      }
      if names.count > 1 { out = Self.set(out, names, values, nil) }
      out = Self.set(out, names, values, element)
    }
    return out
  }

  /// Tuples that agree in one part, and differ only where one of them is empty, become one.
  private func unite(_ tuples: inout [Tuple]) {
    for first in tuples.indices {
      let own = tuples[first]
      for second in tuples.indices {
        let other = tuples[second]
        let agrees = zip(own, other).contains { $0 == $1 }
        let fits = zip(own, other).allSatisfy { $0 == $1 || $0.isEmpty || $1.isEmpty }
        guard agrees, fits else { continue }
        let union = zip(own, other).map { $0.isEmpty ? $1 : $0 }
        tuples[first] = union
        tuples[second] = union
      }
    }
  }

  /// The first element with these values; a part without a value is not compared.
  private static func first(_ nodes: [YAMLNode], _ names: [String], _ values: [String]) -> Int? {
    let isEmpty = values.allSatisfy(\.isEmpty)
    return nodes.firstIndex { node in
      guard node.isMapping else { return false }
      return zip(names, values).allSatisfy { name, value in
        if value.isEmpty, !isEmpty { return true }
        guard let found = node[name], !found.isNull else { return false }
        return found.scalar?.text == value
      }
    }
  }

  /// Puts an element where the one with these values is, or at the end; nil takes it out.
  private static func set(
    _ list: [YAMLNode], _ names: [String], _ values: [String], _ element: YAMLNode?
  ) -> [YAMLNode] {
    var result: [YAMLNode] = []
    var isFound = false
    for node in list {
      if node.isNull || node.entries?.isEmpty == true { continue }
      guard node.isMapping else {
        result.append(node)
        continue
      }
      // With fewer values than keys, the last answer counts for the rest; without any, all go.
      var matches = true
      for (position, value) in values.enumerated() {
        guard let found = node[names[position]], !found.isNull,
          value.isEmpty || found.scalar?.text == value
        else {
          matches = false
          break
        }
      }
      guard matches else {
        result.append(node)
        continue
      }
      if let element {
        result.append(element)
        isFound = true
      }
    }
    if let element, !isFound { result.append(element) }
    return result
  }
}
