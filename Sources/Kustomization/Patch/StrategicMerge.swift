import Diagnostics
import YAMLSyntax

/// A strategic merge as kustomize does it (kyaml 0.21.1, `yaml/merge2`), losses included.
struct StrategicMerge {
  /// What a patch makes of its target.
  enum Outcome {
    case node(YAMLNode)
    /// The target goes.
    case nothing
  }

  /// Values that a patch loses: they are findings.
  private(set) var losses: [Fault] = []

  /// Merges a patch into an object.
  mutating func merge(_ patch: YAMLNode, into target: YAMLNode, _ id: ResourceID) throws(Fault)
    -> Outcome
  {
    switch try directive(patch) {
    case .delete: return .nothing
    case .replace:
      losses.append(
        Fault(
          .kustomizationLoss,
          "`$patch: replace` at the top of a patch is ignored: the patch is lost",
          at: patch["$patch"]?.span
        )
        .help("patch fields, or replace the object"))
      return .node(target)
    case .merge: break
    }
    guard let shape = MergeKeys.shape(of: id) else {
      return .node(try map(Self.stripped(patch), target, .opaque, hasSchema: false))
    }
    return .node(try map(Self.stripped(patch), target, shape, hasSchema: true))
  }

  // MARK: Directives

  private enum Directive { case merge, replace, delete }

  private func directive(_ node: YAMLNode) throws(Fault) -> Directive {
    guard let word = node["$patch"] else { return .merge }
    switch word.scalar?.text {
    case "merge": return .merge
    case "replace": return .replace
    case "delete": return .delete
    default:
      throw Fault(
        .kustomizationPatch, "`$patch` must be merge, replace or delete", at: word.span)
    }
  }

  private static func stripped(_ node: YAMLNode) -> YAMLNode {
    var copy = node
    copy.remove("$patch")
    return copy
  }

  // MARK: Maps

  private mutating func map(
    _ patch: YAMLNode, _ target: YAMLNode, _ shape: MergeKeys.Shape, hasSchema: Bool
  ) throws(Fault) -> YAMLNode {
    var result: [YAMLEntry] = []
    let patches = patch.entries ?? []
    var used: Set<String> = []
    for entry in target.entries ?? [] {
      let key = entry.key.scalar?.text ?? ""
      guard let index = patches.lastIndex(where: { $0.key.scalar?.text == key }) else {
        if let kept = try unpatched(entry.value, shape, key) {
          result.append(YAMLEntry(entry.key, kept))
        }
        continue
      }
      used.insert(key)
      if let value = try value(patches[index].value, entry.value, shape, key, hasSchema) {
        result.append(YAMLEntry(entry.key, value))
      }
    }
    for entry in patches {
      let key = entry.key.scalar?.text ?? ""
      guard used.insert(key).inserted else { continue }
      if let value = try added(entry.value, shape, key, hasSchema) {
        result.append(YAMLEntry(entry.key, value))
      }
    }
    var merged = target
    merged.content = .mapping(result)
    return merged
  }

  /// A value that the patch does not name: it is walked all the same.
  ///
  /// One that is written without any value is lost, and a list with keys keeps one element of each.
  private mutating func unpatched(
    _ node: YAMLNode, _ parent: MergeKeys.Shape, _ key: String
  ) throws(Fault) -> YAMLNode? {
    switch node.content {
    case .scalar(let scalar):
      if scalar.style == .plain, scalar.text.isEmpty {
        losses.append(
          Fault(
            .kustomizationLoss, "a field without a value is lost as soon as the object is patched",
            at: node.span
          )
          .help("write `{}`, or null"))
        return nil
      }
      return node
    case .sequence(let items):
      guard let rule = MergeKeys.rule(parent, key) else { return node }
      var list = ListMerge(rule: rule, shape: MergeKeys.child(parent, key))
      return try list.merge([], items, node, node, &self)
    case .mapping: return try walked(node, MergeKeys.child(parent, key))
    }
  }

  /// A mapping that no patch touches.
  mutating func walked(_ node: YAMLNode, _ shape: MergeKeys.Shape) throws(Fault) -> YAMLNode {
    var kept: [YAMLEntry] = []
    for entry in node.entries ?? [] {
      if let value = try unpatched(entry.value, shape, entry.key.scalar?.text ?? "") {
        kept.append(YAMLEntry(entry.key, value))
      }
    }
    var copy = node
    copy.content = .mapping(kept)
    return copy
  }

  /// What a key of the patch makes of the value that is there; nil takes the key out.
  private mutating func value(
    _ patch: YAMLNode, _ target: YAMLNode, _ shape: MergeKeys.Shape, _ key: String,
    _ hasSchema: Bool
  ) throws(Fault) -> YAMLNode? {
    if patch.isNull { return nil }
    if target.isNull { return try added(patch, shape, key, hasSchema) }
    switch (patch.content, target.content) {
    case (.scalar(let new), .scalar(let old)):
      return Self.scalar(patch, new, old)
    case (.mapping, .mapping):
      switch try directive(patch) {
      case .delete: return nil
      case .replace: return Self.stripped(patch)
      case .merge:
        return try map(
          Self.stripped(patch), target, MergeKeys.child(shape, key), hasSchema: hasSchema)
      }
    case (.sequence(let new), .sequence(let old)):
      guard let rule = MergeKeys.rule(shape, key) else { return patch }
      var list = ListMerge(rule: rule, shape: MergeKeys.child(shape, key))
      return try list.merge(new, old, patch, target, &self)
    default:
      throw Fault(
        .kustomizationPatch,
        "`\(key)` is \(patch.kindDescription) in the patch and \(target.kindDescription) in the object",
        at: patch.span
      ).label(target.span, "the object")
    }
  }

  /// Merges an element of a list into the one with the same key.
  mutating func element(_ patch: YAMLNode, _ target: YAMLNode, _ shape: MergeKeys.Shape)
    throws(Fault) -> YAMLNode?
  {
    switch try directive(patch) {
    case .delete: return nil
    case .replace: return Self.stripped(patch)
    case .merge: return try map(Self.stripped(patch), target, shape, hasSchema: true)
    }
  }

  /// A value under a key that the target does not have; nulls of added mappings are left out.
  mutating func added(
    _ patch: YAMLNode, _ shape: MergeKeys.Shape, _ key: String, _ hasSchema: Bool
  ) throws(Fault) -> YAMLNode? {
    if patch.isNull { return nil }
    switch patch.content {
    case .scalar: return patch
    case .sequence(let items):
      guard let rule = MergeKeys.rule(shape, key) else { return patch }
      var list = ListMerge(rule: rule, shape: MergeKeys.child(shape, key))
      return try list.merge(items, items, patch, patch, &self)
    case .mapping:
      if case .delete = try directive(patch) { return nil }
      return try added(patch, MergeKeys.child(shape, key), hasSchema)
    }
  }

  /// An element that no element of the target is merged with.
  mutating func addedElement(_ patch: YAMLNode, _ shape: MergeKeys.Shape) throws(Fault) -> YAMLNode?
  {
    if case .delete = try directive(patch) { return nil }
    return try added(patch, shape, true)
  }

  /// A mapping that the target does not have.
  ///
  /// It is merged with itself: lists with keys keep one element of each there, too.
  mutating func added(_ patch: YAMLNode, _ shape: MergeKeys.Shape, _ hasSchema: Bool) throws(Fault)
    -> YAMLNode
  {
    let stripped = Self.stripped(patch)
    return try map(stripped, stripped, shape, hasSchema: hasSchema)
  }

  /// The new text in the quotes of the old: a number over a quoted string becomes a string.
  private static func scalar(_ patch: YAMLNode, _ new: YAMLScalar, _ old: YAMLScalar) -> YAMLNode {
    guard new.style == .plain, old.style != .plain else { return patch }
    var copy = patch
    copy.content = .scalar(YAMLScalar(new.text, .string))
    return copy
  }
}

extension YAMLNode {
  /// The same node with another place.
  func placed(at span: SourceSpan?) -> YAMLNode {
    var copy = self
    copy.span = span
    return copy
  }
}
