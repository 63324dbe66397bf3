import Diagnostics
import YAMLSyntax

/// What `behavior: merge` and `behavior: replace` make of an object that is there.
struct GeneratorMerge {
  let behavior: GeneratorBehavior
  let old: Resource
  let new: Resource

  private static let carried: Set<String> = [
    "apiVersion", "kind", "metadata", "data", "binaryData", "type",
  ]

  var root: YAMLNode {
    var root = new.root
    let metadata = old.root["metadata"]
    root.edit(["metadata"], nil) { node in
      for key in ["name", "namespace"] {
        if let value = metadata?[key] { node.set(key, value) } else { node.remove(key) }
      }
      for key in ["labels", "annotations"] {
        guard let merged = Self.merged(metadata?[key], node[key]) else { continue }
        if merged.entries?.isEmpty == false { node.set(key, merged) } else { node.remove(key) }
      }
    }
    if behavior == .merge {
      for key in ["data", "binaryData"] {
        guard let merged = Self.merged(old.root[key], root[key]) else { continue }
        if merged.entries?.isEmpty == false { root.set(key, merged) } else { root.remove(key) }
      }
    }
    return root
  }

  private static func merged(_ old: YAMLNode?, _ new: YAMLNode?) -> YAMLNode? {
    guard var result = old, result.isMapping else { return new }
    for entry in new?.entries ?? [] {
      result.set(entry.key.scalar?.text ?? "", entry.value)
    }
    return result
  }

  /// Fields of the old object that do not come over.
  func losses(at span: SourceSpan?) -> [Fault] {
    (old.root.entries ?? []).compactMap { entry in
      guard let key = entry.key.scalar?.text, !Self.carried.contains(key) else { return nil }
      return Fault(
        .kustomizationLoss, "`\(key)` of `\(old.id.name)` is lost in the generator's merge",
        at: entry.key.span
      ).label(span, "the generator")
    }
  }
}
