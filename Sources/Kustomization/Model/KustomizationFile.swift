import Diagnostics
import YAMLSyntax

/// One key and its text.
struct KustomizationPair: Sendable {
  let key: Located<String>
  let value: Located<String>
}

/// A kustomization, decoded (kustomize v5.8.1, `types.Kustomization`).
struct KustomizationFile: Sendable {
  var isComponent = false
  var resources: [Located<String>] = []
  var components: [Located<String>] = []
  var configurations: [Located<String>] = []
  var namespace: Located<String>?
  var namePrefix: Located<String>?
  var nameSuffix: Located<String>?
  var labels: [LabelsEntry] = []
  var commonLabels: [KustomizationPair] = []
  var commonAnnotations: [KustomizationPair] = []
  var images: [ImageEntry] = []
  var replicas: [ReplicasEntry] = []
  var patches: [PatchEntry] = []
  /// `patchesStrategicMerge`: YAML, or a path.
  var strategicPatches: [Located<String>] = []
  /// `patchesJson6902`.
  var jsonPatches: [PatchEntry] = []
  var configMaps: [GeneratorEntry] = []
  var secrets: [GeneratorEntry] = []
  var generatorOptions = GeneratorOptions()
  var replacements: [ReplacementEntry] = []
  var vars: [VarEntry] = []
  /// Entries that need programs, networks or definitions that a build in process does not have.
  var foreign: [ForeignEntry] = []
  var sort: SortOptions?
  var addsManagedBy = false
}

/// Something that kustomize would run, or that this build does not read.
struct ForeignEntry: Sendable {
  let what: String
  let span: SourceSpan?
}

/// `labels[]`.
struct LabelsEntry: Sendable {
  var pairs: [KustomizationPair] = []
  var includesSelectors = false
  var includesTemplates = false
  var fields: [FieldSpec] = []
  var span: SourceSpan?
}

/// `images[]`.
struct ImageEntry: Sendable {
  var name: Located<String> = ""
  var newName: Located<String>?
  var newTag: Located<String>?
  var digest: Located<String>?
  var tagSuffix: Located<String>?
  var span: SourceSpan?
}

/// `replicas[]`.
struct ReplicasEntry: Sendable {
  var name: Located<String> = ""
  var count = 0
  var span: SourceSpan?
}

/// `patches[]` and `patchesJson6902[]`.
struct PatchEntry: Sendable {
  var path: Located<String>?
  /// The whole node of `patch`, whose style says where its lines begin.
  var patchNode: YAMLNode?
  var target: PatchTarget?
  var allowsNameChange = false
  var allowsKindChange = false
  var span: SourceSpan?
}

/// Which objects a patch or a replacement is for; empty parts match everything.
struct PatchTarget: Sendable {
  var group: Located<String> = ""
  var version: Located<String> = ""
  var kind: Located<String> = ""
  var name: Located<String> = ""
  var namespace: Located<String> = ""
  var labelSelector: Located<String> = ""
  var annotationSelector: Located<String> = ""
  var span: SourceSpan?
}

/// What becomes of a generated object when one with its name is there.
enum GeneratorBehavior: Sendable {
  case create, merge, replace
}

/// `generatorOptions`, or the `options` of one generator.
struct GeneratorOptions: Sendable {
  var labels: [KustomizationPair] = []
  var annotations: [KustomizationPair] = []
  var disablesHash = false
  var isImmutable = false
}

/// `configMapGenerator[]` and `secretGenerator[]`.
struct GeneratorEntry: Sendable {
  var name: Located<String> = ""
  var namespace: Located<String>?
  var behavior = GeneratorBehavior.create
  var literals: [Located<String>] = []
  var files: [Located<String>] = []
  var envs: [Located<String>] = []
  var options = GeneratorOptions()
  /// Only of Secrets.
  var type: Located<String>?
  var span: SourceSpan?
}

/// `sortOptions`.
struct SortOptions: Sendable {
  var isFifo = false
  var first: [String]?
  var last: [String]?
}

/// `replacements[]`.
struct ReplacementEntry: Sendable {
  var path: Located<String>?
  var sourceValue: Located<String>?
  var source: ReplacementSource?
  var targets: [ReplacementTarget] = []
  var span: SourceSpan?
}

/// `options` of a source or a target.
struct ReplacementOptions: Sendable {
  var delimiter = ""
  var index = 0
  var creates = false
}

/// Where a value comes from.
struct ReplacementSource: Sendable {
  var object = PatchTarget()
  var fieldPath: Located<String>?
  var options = ReplacementOptions()
}

/// Where it goes.
struct ReplacementTarget: Sendable {
  var select: PatchTarget?
  var reject: [PatchTarget] = []
  var fieldPaths: [Located<String>] = []
  var options = ReplacementOptions()
  var span: SourceSpan?
}

/// `vars[]`.
struct VarEntry: Sendable {
  var name: Located<String> = ""
  var object = PatchTarget()
  var apiVersion: Located<String>?
  var fieldPath = "metadata.name"
  var span: SourceSpan?
}
