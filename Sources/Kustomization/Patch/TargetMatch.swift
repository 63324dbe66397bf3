import Diagnostics
import YAMLSyntax

/// A target, ready to be compared with objects.
struct TargetMatch {
  private let group: TextMatch
  private let version: TextMatch
  private let kind: TextMatch
  private let name: TextMatch
  private let namespace: TextMatch
  private let labels: LabelSelector
  private let annotations: LabelSelector

  init(_ target: PatchTarget) throws(Fault) {
    group = try TextMatch(target.group)
    version = try TextMatch(target.version)
    kind = try TextMatch(target.kind)
    name = try TextMatch(target.name)
    namespace = try TextMatch(target.namespace)
    labels = try LabelSelector(target.labelSelector)
    annotations = try LabelSelector(target.annotationSelector)
  }

  /// Positions of the objects that a patch is for, in order.
  ///
  /// Name and namespace are those of now, or the original ones.
  func positions(in objects: ResourceSet, _ index: NameIndex) -> [Int] {
    let candidates = name.literal.map { index[$0].sorted() } ?? Array(objects.items.indices)
    return candidates.filter { position in
      let item = objects.items[position]
      let original = item.originalID
      guard kind.matches(item.id.kind), group.matches(item.id.group),
        version.matches(item.id.version),
        name.matches(item.id.name) || name.matches(original.name),
        namespace.matches(item.id.effectiveNamespace)
          || namespace.matches(original.effectiveNamespace)
      else { return false }
      return selects(item)
    }
  }

  /// Whether labels and annotations are selected.
  func selects(_ item: Resource) -> Bool {
    let metadata = item.root["metadata"]
    return labels.matches(metadata?["labels"]) && annotations.matches(metadata?["annotations"])
  }

  /// Whether one of the names that an object has or had is meant, by its namespace as written: how
  /// replacements select.
  func matchesAny(_ item: Resource) -> Bool {
    item.allIDs.contains { id in
      kind.matches(id.kind) && group.matches(id.group) && version.matches(id.version)
        && name.matches(id.name) && namespace.matches(id.namespace)
    }
  }
}
