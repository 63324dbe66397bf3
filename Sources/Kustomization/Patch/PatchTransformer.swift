import Diagnostics
import YAMLSyntax

/// One entry of `patches`, `patchesStrategicMerge` or `patchesJson6902`, read and ready.
struct PatchTransformer {
  /// Which field the entry is of: they differ in small things.
  enum Field { case patches, strategic, json }

  let kind: PatchKind
  let target: TargetMatch?
  let field: Field
  var allowsNameChange = false
  var allowsKindChange = false
  let span: SourceSpan?

  /// What the patch loses, and targets that match nothing.
  private(set) var warnings: [Fault] = []

  init(
    kind: PatchKind, target: TargetMatch?, field: Field, allowsNameChange: Bool = false,
    allowsKindChange: Bool = false, span: SourceSpan?
  ) {
    self.kind = kind
    self.target = target
    self.field = field
    self.allowsNameChange = allowsNameChange
    self.allowsKindChange = allowsKindChange
    self.span = span
  }

  mutating func apply(to objects: inout ResourceSet, _ index: inout NameIndex) throws(Fault) {
    switch kind {
    case .nothing:
      warnings.append(Fault(.kustomizationLoss, "the patch is empty and does nothing", at: span))
    case .json(let patch): try apply(patch, &objects, &index)
    case .strategic(let parts):
      if let target {
        guard parts.count == 1 else {
          throw Fault(
            .kustomizationPatch, "a patch with a `target` must be one document, not \(parts.count)",
            at: span)
        }
        try apply(parts[0], target, &objects, &index)
      } else {
        for part in parts { try apply(part, &objects, &index) }
      }
    }
  }

  // MARK: JSON

  private mutating func apply(
    _ patch: JSONPatch, _ objects: inout ResourceSet, _ index: inout NameIndex
  ) throws(Fault) {
    guard let target else {
      throw Fault(.kustomizationPatch, "a JSON patch needs a `target`", at: span)
    }
    let positions = found(target, objects, index)
    for position in positions {
      let before = objects.items[position].id
      try objects.update(position) { (resource) throws(Fault) in
        try apply(patch, to: &resource)
      }
      let after = objects.items[position].id
      if before.name != after.name { index.add(after.name, position) }
    }
    try check(objects)
  }

  private func apply(_ patch: JSONPatch, to resource: inout Resource) throws(Fault) {
    var root = resource.root.plain()
    // kustomize keeps notes in annotations, so that a pointer into them is never dangling.
    let hasNotes = field == .patches && root["metadata"]?["annotations"] == nil
    if hasNotes { root.edit(["metadata", "annotations"], nil) { $0 = .empty } }
    try patch.apply(to: &root)
    guard root.isMapping else {
      throw Fault(.kustomizationOperation, "the patch leaves no object", at: span)
    }
    if hasNotes, root["metadata"]?["annotations"]?.entries?.isEmpty == true {
      root.edit(["metadata"], nil) { $0.remove("annotations") }
    }
    root.roundLargeIntegers()
    // Whether the patch changes the name or not: references follow all that was patched so.
    if field == .patches { resource.remember() }
    resource.root = root
    if let span { resource.changes.append(span) }
  }

  // MARK: Strategic merge

  private mutating func apply(
    _ part: YAMLNode, _ objects: inout ResourceSet, _ index: inout NameIndex
  ) throws(Fault) {
    let id = Resource(part, origin: part.span).id
    let positions = objects.anyMatch(id, index)
    guard let position = positions.first, positions.count == 1 else {
      throw Fault(
        .kustomizationSelection,
        positions.isEmpty
          ? "no object matches the patch for `\(id.description)`"
          : "\(positions.count) objects match the patch for `\(id.description)`",
        at: part["metadata"]?["name"]?.span ?? part.span)
    }
    try merge(part, [position], &objects, &index, isTargeted: field == .strategic)
  }

  private mutating func apply(
    _ part: YAMLNode, _ target: TargetMatch, _ objects: inout ResourceSet,
    _ index: inout NameIndex
  ) throws(Fault) {
    try merge(part, found(target, objects, index), &objects, &index, isTargeted: true)
    try check(objects)
  }

  /// Merges the patch into objects; those that it deletes leave the set together.
  private mutating func merge(
    _ part: YAMLNode, _ positions: [Int], _ objects: inout ResourceSet, _ index: inout NameIndex,
    isTargeted: Bool
  ) throws(Fault) {
    var removed: Set<Int> = []
    for position in positions {
      try merge(part, position, &objects, &index, isTargeted: isTargeted, removed: &removed)
    }
    if !removed.isEmpty {
      objects.remove(removed, by: span)
      index = objects.nameIndex
    }
  }

  private mutating func merge(
    _ part: YAMLNode, _ position: Int, _ objects: inout ResourceSet, _ index: inout NameIndex,
    isTargeted: Bool, removed: inout Set<Int>
  ) throws(Fault) {
    var merge = StrategicMerge()
    let resource = objects.items[position]
    // Options are kept as annotations of the patch, which makes text of the others.
    let texts =
      isTargeted
      ? ["labels", "annotations"] : allowsNameChange || allowsKindChange ? ["annotations"] : []
    let patch = part.withText(texts)
    let outcome = try merge.merge(patch, into: resource.root, resource.id)
    warnings += merge.losses
    guard case .node(var root) = outcome else {
      removed.insert(position)
      return
    }
    let metadata = resource.root["metadata"]
    if !allowsNameChange, let name = metadata?["name"] {
      root.edit(["metadata", "name"], nil) { $0 = name }
    }
    if !allowsKindChange, let kind = resource.root["kind"] { root.set("kind", kind) }
    if let version = resource.root["apiVersion"] { root.set("apiVersion", version) }
    if let namespace = metadata?["namespace"] {
      root.edit(["metadata", "namespace"], nil) { $0 = namespace }
    } else if root["metadata"]?["namespace"] != nil {
      root.edit(["metadata"], nil) { $0.remove("namespace") }
    }
    let before = resource.id
    let remembers = allowsNameChange || allowsKindChange
    let span = part.span ?? span
    objects.update(position) { resource in
      if remembers { resource.remember() }
      resource.root = root
      if let span { resource.changes.append(span) }
    }
    let after = objects.items[position].id
    if before.name != after.name { index.add(after.name, position) }
  }

  // MARK: Both

  private mutating func found(
    _ target: TargetMatch, _ objects: ResourceSet, _ index: NameIndex
  ) -> [Int] {
    let positions = target.positions(in: objects, index)
    if positions.isEmpty {
      warnings.append(
        Fault(.kustomizationUnusedPatch, "the target of the patch matches no object", at: span)
          .help("kustomize says nothing: correct the target, or remove the patch"))
    }
    return positions
  }

  private func check(_ objects: ResourceSet) throws(Fault) {
    guard let (first, second) = objects.conflict() else { return }
    throw Fault(
      .kustomizationConflict, "the patch makes two objects `\(first.id.description)`", at: span
    ).label(first.origin, "one").label(second.origin, "the other")
  }
}

extension YAMLNode {
  /// The patch with labels or annotations as text: kustomize reads them so when it has a target, and a null
  /// becomes the word.
  fileprivate func withText(_ keys: [String]) -> YAMLNode {
    var copy = self
    for key in keys {
      guard let node = self["metadata"]?[key] else { continue }
      copy.edit(["metadata", key], nil) { value in
        guard let entries = node.entries else {
          if node.isNull { value = .empty }
          return
        }
        value = node
        value.content = .mapping(
          entries.map { entry in
            guard let scalar = entry.value.scalar, scalar.style == .plain else { return entry }
            let text = entry.value.isNull ? "null" : scalar.text
            return YAMLEntry(entry.key, .string(text, at: entry.value.span))
          })
      }
    }
    return copy
  }

  /// JSON's numbers are doubles where a JSON patch was applied.
  fileprivate mutating func roundLargeIntegers() {
    switch content {
    case .scalar(let scalar):
      if case .integer(let number) = NodeValue.value(scalar), abs(number) > 1 << 53 {
        content = .scalar(YAMLScalar(String(Int(Double(number))), .plain))
      }
    case .sequence:
      var items = takeItems()
      for position in items.indices { items[position].roundLargeIntegers() }
      content = .sequence(items)
    case .mapping:
      var entries = takeEntries()
      for position in entries.indices { entries[position].value.roundLargeIntegers() }
      content = .mapping(entries)
    }
  }
}
