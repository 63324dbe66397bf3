extension YAMLNode {
  /// The tree with every merge key replaced by the entries that it brings in (YAML 1.1 "merge").
  ///
  /// Keys written in the mapping itself win over merged ones, earlier merged mappings over later.
  /// Values that cannot be merged are left under `<<`, so that checks see and report them.
  package func resolvingMerges() -> YAMLNode {
    var copy = self
    switch content {
    case .scalar: break
    case .sequence(let items): copy.content = .sequence(items.map { $0.resolvingMerges() })
    case .mapping(let entries): copy.content = .mapping(Self.merge(entries))
    }
    return copy
  }

  /// Whether this key is a merge key: plain `<<`.
  package var isMergeKey: Bool { scalar?.text == "<<" && scalar?.style == .plain }

  private static func merge(_ entries: [YAMLEntry]) -> [YAMLEntry] {
    var own: [YAMLEntry] = []
    var sources: [YAMLNode] = []
    for entry in entries {
      if entry.key.isMergeKey, let mappings = mergeable(entry.value) {
        sources += mappings
      } else {
        own.append(YAMLEntry(entry.key, entry.value.resolvingMerges()))
      }
    }
    var names = Set(own.compactMap { $0.key.scalar?.text })
    for source in sources {
      for entry in source.resolvingMerges().entries ?? [] {
        guard let name = entry.key.scalar?.text, names.insert(name).inserted else { continue }
        own.append(entry)
      }
    }
    return own
  }

  private static func mergeable(_ node: YAMLNode) -> [YAMLNode]? {
    if node.entries != nil { return [node] }
    guard let items = node.items, items.allSatisfy({ $0.entries != nil }) else { return nil }
    return items
  }
}
