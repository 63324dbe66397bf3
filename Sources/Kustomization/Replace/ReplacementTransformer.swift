import Diagnostics
import YAMLSyntax

/// `replacements[]`: copies a value of one object into others.
struct ReplacementTransformer {
  let entry: ReplacementEntry

  func apply(to objects: inout ResourceSet) throws(Fault) {
    let value = try source(objects)
    for target in entry.targets {
      guard let select = target.select else {
        throw Fault(
          .kustomizationInvalid, "a target of a replacement needs `select`", at: target.span)
      }
      let match = try TargetMatch(select)
      var rejects: [TargetMatch] = []
      for reject in target.reject { rejects.append(try TargetMatch(reject)) }
      for position in objects.items.indices {
        let item = objects.items[position]
        guard match.matchesAny(item), match.selects(item),
          !rejects.contains(where: { $0.matchesAny(item) && $0.selects(item) })
        else { continue }
        try objects.update(position) { (resource) throws(Fault) in
          try set(value, target, &resource)
          if let span = entry.span { resource.changes.append(span) }
        }
      }
    }
  }

  // MARK: The source

  private func source(_ objects: ResourceSet) throws(Fault) -> YAMLNode {
    if let text = entry.sourceValue { return .string(text.value, at: text.span) }
    guard let source = entry.source else {
      throw Fault(
        .kustomizationInvalid, "a replacement needs `source` or `sourceValue`", at: entry.span)
    }
    let object = source.object
    let found = objects.items.filter { item in
      item.allIDs.contains { id in
        (object.group.value.isEmpty || object.group.value == id.group)
          && (object.version.value.isEmpty || object.version.value == id.version)
          && (object.kind.value.isEmpty || object.kind.value == id.kind)
          && (object.name.value.isEmpty || object.name.value == id.name)
          && (object.namespace.value.isEmpty || object.namespace.value == id.effectiveNamespace)
      }
    }
    guard let item = found.first, found.count == 1 else {
      throw Fault(
        .kustomizationSelection,
        found.isEmpty
          ? "the source of the replacement is not in the build"
          : "\(found.count) objects are the source of the replacement", at: object.span)
    }
    let path = ValuePath(source.fieldPath.map(\.value) ?? "metadata.name")
    guard let node = path.first(in: item.root), !node.isNull else {
      throw Fault(
        .kustomizationSelection, "the source of the replacement has no `\(path.text)`",
        at: source.fieldPath?.span ?? object.span
      ).label(item.origin, "the object")
    }
    guard !source.options.delimiter.isEmpty, let text = node.scalar?.text else { return node }
    let parts = text.split(separator: source.options.delimiter, omittingEmptySubsequences: false)
    guard parts.indices.contains(source.options.index) else {
      throw Fault(
        .kustomizationSelection,
        "`\(path.text)` has \(parts.count) parts, none at \(source.options.index)",
        at: object.span)
    }
    return .string(String(parts[source.options.index]), at: node.span)
  }

  // MARK: Targets

  private func set(
    _ value: YAMLNode, _ target: ReplacementTarget, _ resource: inout Resource
  ) throws(Fault) {
    let paths = target.fieldPaths.isEmpty ? [Located("metadata.name")] : target.fieldPaths
    for place in paths {
      let path = ValuePath(place.value)
      var root = resource.root
      var count = 0
      try set(value, path.parts[...], target.options, place.span, &root, &count)
      if count == 0 {
        throw Fault(
          .kustomizationSelection, "`\(resource.id.description)` has no `\(path.text)`",
          at: place.span ?? target.span
        ).label(resource.origin, "the object").help("set `options.create`, or select other objects")
      }
      resource.root = root
    }
  }

  private func set(
    _ value: YAMLNode, _ path: ArraySlice<ValuePath.Part>, _ options: ReplacementOptions,
    _ span: SourceSpan?, _ node: inout YAMLNode, _ count: inout Int
  ) throws(Fault) {
    guard let part = path.first else {
      count += 1
      return try put(value, options, span, &node)
    }
    if node.isNull, options.creates { node = Self.container(part, at: span) }
    switch node.content {
    case .scalar: return
    case .mapping:
      var entries = node.takeEntries()
      defer { node.content = .mapping(entries) }
      if case .key(let key) = part, !entries.contains(where: { $0.key.scalar?.text == key }),
        options.creates
      {
        entries.append(YAMLEntry(.string(key, at: span), .null(at: span)))
      }
      for index in entries.indices {
        switch part {
        case .key(let key) where entries[index].key.scalar?.text != key: continue
        case .element: continue
        default: break
        }
        try set(value, path.dropFirst(), options, span, &entries[index].value, &count)
      }
    case .sequence:
      var items = node.takeItems()
      defer { node.content = .sequence(items) }
      if options.creates { Self.grow(&items, part, span) }
      for index in items.indices {
        switch part {
        case .key(let key) where Int(key) != index: continue
        case .element(let element) where !element.matches(items[index]): continue
        default: break
        }
        try set(value, path.dropFirst(), options, span, &items[index], &count)
      }
    }
  }

  private static func container(_ part: ValuePath.Part, at span: SourceSpan?) -> YAMLNode {
    if case .element = part { return .sequence([], at: span) }
    return .mapping([], at: span)
  }

  /// Adds the element that a path asks for.
  private static func grow(
    _ items: inout [YAMLNode], _ part: ValuePath.Part, _ span: SourceSpan?
  ) {
    switch part {
    case .element(let element):
      guard !items.contains(where: element.matches) else { return }
      let value = YAMLNode.string(element.value, at: span)
      items.append(
        element.field.isEmpty
          ? value : .mapping([YAMLEntry(.string(element.field), value)], at: span))
    case .key(let key): if Int(key) == items.count { items.append(.null(at: span)) }
    case .all: break
    }
  }

  private func put(
    _ value: YAMLNode, _ options: ReplacementOptions, _ span: SourceSpan?, _ node: inout YAMLNode
  ) throws(Fault) {
    guard !options.delimiter.isEmpty, let old = node.scalar, !node.isNull,
      let new = value.scalar
    else {
      guard let old = node.scalar, let new = value.scalar, !node.isNull else {
        node = value
        return
      }
      // The text only: what the target was, a string or a number, it stays.
      let isText = NodeValue.value(old) == .string
      node.content = .scalar(YAMLScalar(new.text, isText ? .string : .plain))
      node.span = value.span
      return
    }
    var parts = old.text.split(separator: options.delimiter, omittingEmptySubsequences: false)
      .map(String.init)
    if options.index < 0 {
      parts.insert(new.text, at: 0)
    } else if options.index >= parts.count {
      parts.append(new.text)
    } else {
      parts[options.index] = new.text
    }
    node = .string(parts.joined(separator: options.delimiter), at: value.span)
  }
}
