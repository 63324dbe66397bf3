import Diagnostics
import YAMLSyntax

/// `configMapGenerator[]` and `secretGenerator[]`: makes the object of one entry.
struct Generator {
  let entry: GeneratorEntry
  let isSecret: Bool
  let options: GeneratorOptions

  init(_ entry: GeneratorEntry, isSecret: Bool, common: GeneratorOptions) {
    self.entry = entry
    self.isSecret = isSecret
    var options = entry.options
    options.labels = Self.filled(options.labels, common.labels)
    options.annotations = Self.filled(options.annotations, common.annotations)
    options.disablesHash = options.disablesHash || common.disablesHash
    options.isImmutable = options.isImmutable || common.isImmutable
    self.options = options
  }

  private static func filled(
    _ own: [KustomizationPair], _ common: [KustomizationPair]
  ) -> [KustomizationPair] {
    own + common.filter { pair in !own.contains { $0.key == pair.key } }
  }

  func make(read: (String) throws(Fault) -> SourceFile) throws(Fault) -> Resource {
    guard !entry.name.value.isEmpty else {
      throw Fault(.kustomizationGenerator, "the generator has no `name`", at: entry.span)
    }
    var data = DataPairs()
    for item in entry.envs { try data.add(environment: item, read: read) }
    for item in entry.literals { try data.add(literal: item) }
    for item in entry.files { try data.add(file: item, read: read) }
    var resource = Resource(root(data.pairs), origin: entry.span)
    resource.needsHash = !options.disablesHash
    return resource
  }

  private func root(_ pairs: [DataPairs.Pair]) -> YAMLNode {
    YAMLMapping.build(at: entry.span) { root in
      root.set("apiVersion", "v1")
      root.set("kind", isSecret ? "Secret" : "ConfigMap")
      root.nested("metadata", at: entry.span) { metadata in
        metadata.set("name", entry.name)
        if let namespace = entry.namespace, !namespace.value.isEmpty {
          metadata.set("namespace", namespace)
        }
        metadata.strings("labels", options.labels.map { ($0.key.value, $0.value) })
        metadata.strings("annotations", options.annotations.map { ($0.key.value, $0.value) })
      }
      let texts = pairs.map { ($0, isSecret ? nil : String(validating: $0.bytes, as: UTF8.self)) }
      let data = texts.map { pair, text in
        YAMLEntry(
          .string(pair.key, at: pair.span),
          .string(text ?? Base64.encode(pair.bytes), at: pair.span))
      }
      if isSecret {
        root.set("data", YAMLNode.mapping(data, at: entry.span))
        root.set("type", entry.type ?? "Opaque")
      } else {
        let plain = zip(texts, data).filter { $0.0.1 != nil }.map(\.1)
        let binary = zip(texts, data).filter { $0.0.1 == nil }.map(\.1)
        if !plain.isEmpty { root.set("data", YAMLNode.mapping(plain, at: entry.span)) }
        if !binary.isEmpty { root.set("binaryData", YAMLNode.mapping(binary, at: entry.span)) }
      }
      if options.isImmutable { root.set("immutable", true) }
    }
  }

  /// Puts the object of the entry among the others.
  func absorb(
    _ made: Resource, into objects: inout ResourceSet, _ index: inout NameIndex
  ) throws(Fault) -> [Fault] {
    let found = objects.anyMatch(made.id, index)
    guard entry.behavior != .create else {
      if let first = found.first {
        throw Fault(
          .kustomizationGenerator, "`\(made.id.description)` exists already", at: entry.name.span
        ).label(objects.items[first].origin, "the object")
          .help("set `behavior: merge` or `behavior: replace`, or choose another name")
      }
      try objects.append(made, as: entry.name.span)
      index.add(made.id.name, objects.items.count - 1)
      return []
    }
    guard let position = found.first, found.count == 1 else {
      throw Fault(
        .kustomizationGenerator,
        found.isEmpty
          ? "there is no `\(made.id.description)` to \(entry.behavior == .merge ? "merge with" : "replace")"
          : "`\(made.id.description)` is there \(found.count) times", at: entry.name.span)
    }
    let old = objects.items[position]
    let merge = GeneratorMerge(behavior: entry.behavior, old: old, new: made)
    objects.update(position) { resource in
      resource.root = merge.root
      resource.needsHash = old.needsHash && made.needsHash
    }
    return merge.losses(at: entry.span)
  }
}
