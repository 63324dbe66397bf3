import Diagnostics
import YAMLSyntax

/// Sets labels or annotations wherever specs say that they are.
struct PairTransformer {
  let pairs: [KustomizationPair]
  let specs: [FieldSpec]

  func apply(to resource: inout Resource) throws(Fault) {
    guard !pairs.isEmpty else { return }
    for spec in specs {
      try resource.edit(spec, created: .empty, at: pairs.first?.key.span) {
        (node) throws(Fault) in
        guard node.isMapping else {
          throw Fault(
            .kustomizationResource,
            "`\(spec.path.joined(separator: "."))` must be a mapping, not \(node.kindDescription)",
            at: node.span)
        }
        for pair in pairs { Self.set(pair, &node) }
      }
    }
  }

  private static func set(_ pair: KustomizationPair, _ node: inout YAMLNode) {
    var entries = node.takeEntries()
    let value = YAMLNode.string(pair.value.value, at: pair.value.span)
    if let index = entries.lastIndex(where: { $0.key.scalar?.text == pair.key.value }) {
      entries[index].value = value
    } else {
      entries.append(YAMLEntry(.string(pair.key.value, at: pair.key.span), value))
    }
    node.content = .mapping(entries)
  }

  /// The transformers of a kustomization's labels, in their order.
  static func labels(
    of file: KustomizationFile, _ configuration: TransformerSpecs
  ) throws(Fault) -> [PairTransformer] {
    var result: [PairTransformer] = []
    for entry in file.labels {
      var specs = entry.fields + configuration.labels
      if entry.includesSelectors {
        specs = try merged(specs, LabelSpecs.templates + LabelSpecs.selectors, entry.span)
      } else {
        specs = try merged(
          specs, entry.includesTemplates ? LabelSpecs.templates : LabelSpecs.metadata, entry.span)
      }
      result.append(PairTransformer(pairs: entry.pairs, specs: specs))
    }
    result.append(
      PairTransformer(
        pairs: file.commonLabels,
        specs: LabelSpecs.templates + LabelSpecs.selectors + configuration.commonLabels))
    return result
  }

  /// Both lists; the same path with another `create` is a fault.
  private static func merged(
    _ own: [FieldSpec], _ others: [FieldSpec], _ span: SourceSpan?
  ) throws(Fault) -> [FieldSpec] {
    var result = own
    for other in others {
      guard let same = result.first(where: { $0.hasSamePlace(as: other) }) else {
        result.append(other)
        continue
      }
      if same.creates != other.creates {
        throw Fault(
          .kustomizationInvalid,
          "`fields` names `\(other.path.joined(separator: "/"))` with another `create` than kustomize itself",
          at: span)
      }
    }
    return result
  }
}

extension FieldSpec {
  /// Whether both lead to the same place of the same kinds.
  func hasSamePlace(as other: FieldSpec) -> Bool {
    path == other.path && kind == other.kind && group == other.group && version == other.version
  }
}
