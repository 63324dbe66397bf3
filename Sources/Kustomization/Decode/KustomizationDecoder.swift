import Diagnostics
import YAMLSyntax

/// Turns the first document of a kustomization into its fields.
enum KustomizationDecoder {
  struct Result {
    let file: KustomizationFile
    let faults: [Fault]
    /// Deprecated fields that are in use.
    let warnings: [Fault]
  }

  /// Fields that only say what the file is.
  private static let silent = ["metadata", "helmGlobals"]

  static func decode(_ root: YAMLNode) -> Result {
    var reader = FieldReader(root)
    var file = KustomizationFile()
    checkKind(&reader, &file)
    for name in silent { _ = reader.entry(name) }
    file.resources = reader.texts("resources") + reader.texts("bases")
    file.components = reader.texts("components")
    file.configurations = reader.texts("configurations")
    file.namespace = reader.text("namespace")
    file.namePrefix = reader.text("namePrefix")
    file.nameSuffix = reader.text("nameSuffix")
    file.labels = reader.blocks("labels", labels)
    file.commonLabels = reader.pairs("commonLabels")
    file.commonAnnotations = reader.pairs("commonAnnotations")
    file.images = reader.blocks("images", image) + reader.blocks("imageTags", image)
    file.replicas = reader.blocks("replicas", replicas)
    file.patches = reader.blocks("patches", patch)
    file.strategicPatches = reader.texts("patchesStrategicMerge")
    file.jsonPatches = reader.blocks("patchesJson6902", patch)
    file.configMaps = reader.blocks("configMapGenerator", generator)
    file.secrets = reader.blocks("secretGenerator", generator)
    file.generatorOptions = reader.block("generatorOptions", options) ?? GeneratorOptions()
    file.replacements = reader.blocks("replacements", ReplacementDecoder.replacement)
    file.vars = reader.blocks("vars", ReplacementDecoder.variable)
    file.sort = sort(&reader)
    file.addsManagedBy = reader.texts("buildMetadata").contains { $0.value == "managedByLabel" }
    file.foreign = foreign(&reader)
    let warnings = replaced.compactMap { old, new in
      reader.entry(old).map { entry in
        Fault(.kustomizationDeprecated, "`\(old)` is deprecated", at: entry.key.span)
          .help("use `\(new)`")
      }
    }
    reader.finish()
    return Result(file: file, faults: reader.faults, warnings: warnings)
  }

  /// Fields that still work, and what replaces them.
  private static let replaced = [
    ("bases", "resources"), ("imageTags", "images"), ("commonLabels", "labels"),
    ("patchesStrategicMerge", "patches"),
    ("patchesJson6902", "patches"), ("vars", "replacements"),
    ("helmChartInflationGenerator", "helmCharts"),
  ]

  private static func checkKind(_ reader: inout FieldReader, _ file: inout KustomizationFile) {
    let kind = reader.text("kind")
    let version = reader.text("apiVersion")
    switch kind?.value ?? "" {
    case "", "Kustomization": break
    case "Component": file.isComponent = true
    default:
      reader.report(
        Fault(
          .kustomizationInvalid, "`kind` must be Kustomization or Component", at: kind?.span))
    }
    let expected = "kustomize.config.k8s.io/\(file.isComponent ? "v1alpha1" : "v1beta1")"
    if let version, !version.value.isEmpty, version.value != expected {
      reader.report(
        Fault(.kustomizationInvalid, "`apiVersion` must be `\(expected)`", at: version.span))
    }
  }

  /// What this build names and does not run.
  private static func foreign(_ reader: inout FieldReader) -> [ForeignEntry] {
    var found: [ForeignEntry] = []
    for name in ["helmCharts", "helmChartInflationGenerator"] {
      for item in reader.list(name) {
        let chart = item.text("name") ?? item.text("chartName") ?? "without a name"
        found.append(ForeignEntry(what: "the Helm chart \(chart)", span: item.span))
      }
    }
    for name in ["generators", "transformers", "validators"] {
      for item in reader.texts(name) {
        found.append(ForeignEntry(what: "an entry of `\(name)`", span: item.span))
      }
    }
    for item in reader.texts("crds") {
      found.append(ForeignEntry(what: "an entry of `crds`", span: item.span))
    }
    if let entry = reader.entry("openapi") {
      found.append(ForeignEntry(what: "`openapi`", span: entry.key.span))
    }
    return found
  }

  private static func labels(_ reader: inout FieldReader) -> LabelsEntry {
    LabelsEntry(
      pairs: reader.pairs("pairs"), includesSelectors: reader.flag("includeSelectors") ?? false,
      includesTemplates: reader.flag("includeTemplates") ?? false,
      fields: reader.blocks("fields", fieldSpec), span: reader.node.span)
  }

  static func fieldSpec(_ reader: inout FieldReader) -> FieldSpec {
    FieldSpec(
      reader.text("path")?.value ?? "", kind: reader.text("kind")?.value ?? "",
      group: reader.text("group")?.value ?? "", version: reader.text("version")?.value ?? "",
      creates: reader.flag("create") ?? false)
  }

  private static func image(_ reader: inout FieldReader) -> ImageEntry {
    ImageEntry(
      name: reader.text("name") ?? "", newName: reader.text("newName"),
      newTag: reader.text("newTag"), digest: reader.text("digest"),
      tagSuffix: reader.text("tagSuffix"), span: reader.node.span)
  }

  private static func replicas(_ reader: inout FieldReader) -> ReplicasEntry {
    ReplicasEntry(
      name: reader.text("name") ?? "", count: reader.integer("count") ?? 0, span: reader.node.span)
  }

  private static func patch(_ reader: inout FieldReader) -> PatchEntry {
    var entry = PatchEntry(span: reader.node.span)
    entry.path = reader.text("path")
    // Read for its type; the node says where its lines begin.
    _ = reader.text("patch")
    entry.patchNode = reader.node("patch")
    entry.target = reader.block("target", target)
    let options = reader.block("options") { inner in
      (inner.flag("allowNameChange") ?? false, inner.flag("allowKindChange") ?? false)
    }
    entry.allowsNameChange = options?.0 ?? false
    entry.allowsKindChange = options?.1 ?? false
    return entry
  }

  static func target(_ reader: inout FieldReader) -> PatchTarget {
    PatchTarget(
      group: reader.text("group") ?? "", version: reader.text("version") ?? "",
      kind: reader.text("kind") ?? "", name: reader.text("name") ?? "",
      namespace: reader.text("namespace") ?? "",
      labelSelector: reader.text("labelSelector") ?? "",
      annotationSelector: reader.text("annotationSelector") ?? "", span: reader.node.span)
  }

  private static func options(_ reader: inout FieldReader) -> GeneratorOptions {
    GeneratorOptions(
      labels: reader.pairs("labels"), annotations: reader.pairs("annotations"),
      disablesHash: reader.flag("disableNameSuffixHash") ?? false,
      isImmutable: reader.flag("immutable") ?? false)
  }

  private static func generator(_ reader: inout FieldReader) -> GeneratorEntry {
    var entry = GeneratorEntry(span: reader.node.span)
    entry.name = reader.text("name") ?? ""
    entry.namespace = reader.text("namespace")
    entry.behavior =
      switch reader.text("behavior")?.value {
      case "merge": .merge
      case "replace": .replace
      // Any other word counts as `create`.
      default: .create
      }
    entry.literals = reader.texts("literals")
    entry.files = reader.texts("files")
    entry.envs = reader.texts("envs")
    if let old = reader.text("env") { entry.envs.append(old) }
    entry.options = reader.block("options", options) ?? GeneratorOptions()
    entry.type = reader.text("type")
    return entry
  }

  private static func sort(_ reader: inout FieldReader) -> SortOptions? {
    guard let entry = reader.entry("sortOptions") else { return nil }
    var order: Located<String>?
    var lists: (first: [String], last: [String])?
    _ = reader.block("sortOptions") { inner in
      order = inner.text("order")
      lists = inner.block("legacySortOptions") {
        ($0.texts("orderFirst").map(\.value), $0.texts("orderLast").map(\.value))
      }
    }
    let isFifo = order?.value == "fifo"
    guard isFifo || order?.value == "legacy", !isFifo || lists == nil else {
      reader.report(
        Fault(
          .kustomizationInvalid,
          isFifo
            ? "`legacySortOptions` needs `order: legacy`"
            : "`sortOptions.order` must be legacy or fifo",
          at: order?.span ?? entry.key.span))
      return nil
    }
    return SortOptions(isFifo: isFifo, first: lists?.first, last: lists?.last)
  }
}
