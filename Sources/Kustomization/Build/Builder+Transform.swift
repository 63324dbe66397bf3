import Diagnostics
import YAMLSyntax

extension Builder {
  /// Everything that a kustomization does to the objects, in kustomize's order; all of it is read before the
  /// first of it is done.
  mutating func transform(
    _ file: KustomizationFile, _ source: SourceFile, _ folder: String,
    _ accumulated: inout Accumulated
  ) {
    let specs = accumulated.specs
    var strategic: [PatchTransformer] = []
    for entry in file.strategicPatches {
      attempt { (builder) throws(Fault) in
        strategic.append(try builder.strategic(entry, source, folder))
      }
    }
    var patches: [PatchTransformer] = []
    for entry in file.patches {
      attempt { (builder) throws(Fault) in
        patches.append(try builder.patch(entry, .patches, source, folder))
      }
    }
    var json: [PatchTransformer] = []
    for entry in file.jsonPatches {
      attempt { (builder) throws(Fault) in
        json.append(try builder.patch(entry, .json, source, folder))
      }
    }
    var images: [ImageTransformer] = []
    for entry in file.images {
      attempt { (_) throws(Fault) in images.append(try ImageTransformer(entry, specs.images)) }
    }
    var labels: [PairTransformer] = []
    attempt { (_) throws(Fault) in labels = try PairTransformer.labels(of: file, specs) }
    labels.append(
      PairTransformer(
        pairs: file.commonAnnotations, specs: LabelSpecs.annotations + specs.commonAnnotations))

    apply(strategic + patches, &accumulated.objects)
    if let namespace = file.namespace, !namespace.value.isEmpty {
      attempt { (_) throws(Fault) in
        try NamespaceTransformer(namespace: namespace, configured: specs.namespace)
          .apply(to: &accumulated.objects)
      }
    }
    if let text = file.namePrefix {
      each(&accumulated.objects) { (resource) throws(Fault) in
        try NameTransformer(text: text, isPrefix: true, configured: specs.namePrefix)
          .apply(to: &resource)
      }
    }
    if let text = file.nameSuffix {
      each(&accumulated.objects) { (resource) throws(Fault) in
        try NameTransformer(text: text, isPrefix: false, configured: specs.nameSuffix)
          .apply(to: &resource)
      }
    }
    for transformer in labels where !transformer.pairs.isEmpty {
      each(&accumulated.objects) { (resource) throws(Fault) in
        try transformer.apply(to: &resource)
      }
    }
    apply(json, &accumulated.objects)
    if !file.replicas.isEmpty {
      let index = accumulated.objects.nameIndex
      for entry in file.replicas {
        attempt { (_) throws(Fault) in
          try ReplicasTransformer(entry: entry, configured: specs.replicas)
            .apply(to: &accumulated.objects, index)
        }
      }
    }
    for transformer in images {
      each(&accumulated.objects) { (resource) throws(Fault) in
        try transformer.apply(to: &resource)
      }
    }
    for entry in file.replacements { replace(entry, folder, &accumulated.objects) }
    attempt { (_) throws(Fault) in
      try accumulated.variables.declare(file.vars, accumulated.objects)
    }
  }

  mutating func attempt(_ step: (inout Builder) throws(Fault) -> Void) {
    do throws(Fault) {
      try step(&self)
    } catch {
      report(error)
    }
  }

  private mutating func each(
    _ objects: inout ResourceSet, _ change: (inout Resource) throws(Fault) -> Void
  ) {
    for position in objects.items.indices {
      do throws(Fault) {
        try objects.update(position, change)
      } catch {
        report(error)
      }
    }
  }

  private mutating func apply(_ patches: [PatchTransformer], _ objects: inout ResourceSet) {
    guard !patches.isEmpty else { return }
    var index = objects.nameIndex
    for patch in patches {
      var patch = patch
      attempt { (_) throws(Fault) in try patch.apply(to: &objects, &index) }
      for warning in patch.warnings { report(warning) }
    }
  }

  // MARK: Reading

  private mutating func strategic(
    _ entry: Located<String>, _ source: SourceFile, _ folder: String
  ) throws(Fault) -> PatchTransformer {
    // YAML of its own, or else the name of a file.
    let isInline = entry.value.contains("\n") || entry.value.contains(": ")
    let documents =
      isInline
      ? PatchText.documents(
        .string(entry.value, at: entry.span), in: source, into: &bag)
      : try documents(entry, folder)
    return PatchTransformer(
      kind: try PatchKind(documents, at: entry.span), target: nil, field: .strategic,
      span: entry.span)
  }

  private mutating func patch(
    _ entry: PatchEntry, _ field: PatchTransformer.Field, _ source: SourceFile, _ folder: String
  ) throws(Fault) -> PatchTransformer {
    let documents: [YAMLNode]
    let path = entry.path.flatMap { $0.value.isEmpty ? nil : $0 }
    let text = entry.patchNode.flatMap { $0.scalar?.text.isEmpty == false ? $0 : nil }
    switch (path, text) {
    case (let path?, nil): documents = try self.documents(path, folder)
    case (nil, let node?): documents = PatchText.documents(node, in: source, into: &bag)
    case (nil, nil):
      throw Fault(.kustomizationPatch, "a patch needs `path` or `patch`", at: entry.span)
    default:
      throw Fault(.kustomizationPatch, "a patch takes `path` or `patch`, not both", at: entry.span)
    }
    let kind = try PatchKind(documents, at: entry.span)
    if case .json = kind, entry.target == nil {
      throw Fault(.kustomizationPatch, "a JSON patch needs a `target`", at: entry.span)
    }
    if field == .json, entry.target?.name.value.isEmpty != false {
      throw Fault(
        .kustomizationPatch, "an entry of `patchesJson6902` needs `target.name`",
        at: entry.target?.span ?? entry.span)
    }
    var target: TargetMatch?
    if let given = entry.target { target = try TargetMatch(given) }
    return PatchTransformer(
      kind: kind, target: target, field: field, allowsNameChange: entry.allowsNameChange,
      allowsKindChange: entry.allowsKindChange, span: path?.span ?? text?.span ?? entry.span)
  }

  private mutating func replace(
    _ entry: ReplacementEntry, _ folder: String, _ objects: inout ResourceSet
  ) {
    attempt { (builder) throws(Fault) in
      guard let path = entry.path, !path.value.isEmpty else {
        return try ReplacementTransformer(entry: entry).apply(to: &objects)
      }
      for document in try builder.documents(path, folder) {
        for node in document.items ?? [document] {
          var reader = FieldReader(node)
          let inner = ReplacementDecoder.replacement(&reader)
          reader.finish()
          for fault in reader.faults { throw fault }
          try ReplacementTransformer(entry: inner).apply(to: &objects)
        }
      }
    }
  }
}
