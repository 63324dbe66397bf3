package import Diagnostics

/// Faults of kustomizations: what `kubectl kustomize` refuses, and what it loses without a word.
extension RuleInfo {
  private static let source = RuleSource.document(
    "kustomize v5.8.1", "https://github.com/kubernetes-sigs/kustomize/tree/kustomize/v5.8.1")

  package static let kustomizationInvalid = RuleInfo(
    .kustomization, 1, "invalid-kustomization",
    summary: "A kustomization has an unknown field, or a value of the wrong type.",
    why: "kustomize reads its own file strictly and builds nothing.", sources: [source])

  package static let kustomizationFile = RuleInfo(
    .kustomization, 2, "kustomization-file",
    summary: "A directory has no kustomization file, several, or an empty one.",
    why:
      "kustomize takes exactly one of `kustomization.yaml`, `kustomization.yml` and `Kustomization`.",
    sources: [source])

  package static let kustomizationMissing = RuleInfo(
    .kustomization, 3, "missing-kustomization-entry",
    summary: "An entry of a kustomization names nothing.",
    why: "The build stops: nothing of the directory is deployed.", sources: [source])

  package static let kustomizationOutside = RuleInfo(
    .kustomization, 4, "file-outside-kustomization",
    summary: "A file lies outside the directory of its kustomization.",
    why: "kustomize refuses it; Flux permits it inside the repository.", sources: [source])

  package static let kustomizationCycle = RuleInfo(
    .kustomization, 5, "kustomization-cycle",
    summary: "A kustomization builds itself.", why: "The build would not end.", sources: [source])

  package static let kustomizationComponent = RuleInfo(
    .kustomization, 6, "component-in-wrong-place",
    summary: "A Component is listed under `resources`, or a Kustomization under `components`.",
    why: "They work differently: a Component changes what is there already.", sources: [source])

  package static let kustomizationResource = RuleInfo(
    .kustomization, 7, "unusable-resource",
    summary: "A document of a kustomization is not an object that can be built.",
    why: "kustomize needs `kind`, `metadata.name` and fields of the expected types.",
    sources: [source])

  package static let kustomizationConflict = RuleInfo(
    .kustomization, 8, "resource-id-conflict",
    summary: "Two objects of one build have the same kind, name and namespace.",
    why: "Only one of them could exist in the cluster.", sources: [source])

  package static let kustomizationSelection = RuleInfo(
    .kustomization, 9, "nothing-selected",
    summary: "A patch, `replicas` or a replacement does not find its object, or finds several.",
    why: "The build stops: nothing of the directory is deployed.", sources: [source])

  package static let kustomizationUnusedPatch = RuleInfo(
    .kustomization, 10, "unmatched-patch", .warning,
    summary: "The target of a patch matches no object.",
    why: "kustomize says nothing, and the change that the patch is for is not deployed.",
    sources: [source])

  package static let kustomizationPatch = RuleInfo(
    .kustomization, 11, "unusable-patch",
    summary: "A patch cannot be read, or does not fit its object.",
    why: "The build stops: nothing of the directory is deployed.", sources: [source])

  package static let kustomizationOperation = RuleInfo(
    .kustomization, 12, "json-patch-operation",
    summary: "An operation of a JSON patch cannot be applied.",
    why: "The build stops: nothing of the directory is deployed.",
    sources: [
      source, .document("RFC 6902", "https://www.rfc-editor.org/rfc/rfc6902"),
    ])

  package static let kustomizationGenerator = RuleInfo(
    .kustomization, 13, "unusable-generator",
    summary: "A generator has no name, a bad entry, or nothing to merge with.",
    why: "The build stops: nothing of the directory is deployed.", sources: [source])

  package static let kustomizationAmbiguous = RuleInfo(
    .kustomization, 14, "ambiguous-reference",
    summary: "A name may mean several objects that were renamed.",
    why: "kustomize cannot tell which of the new names to write.", sources: [source])

  package static let kustomizationForeign = RuleInfo(
    .kustomization, 15, "not-built", .warning,
    summary: "A part of a kustomization is not built: it is remote, a Helm chart or a plugin.",
    why: "Redoubt reads files only. What is missing cannot be checked.", sources: [source])

  package static let kustomizationDeprecated = RuleInfo(
    .kustomization, 16, "deprecated-kustomization-field", .warning,
    summary: "A deprecated field of a kustomization is used.",
    why: "A later version of kustomize will refuse it.", sources: [source])

  package static let kustomizationLoss = RuleInfo(
    .kustomization, 17, "silent-loss", .warning,
    summary: "kustomize drops or changes a value without a word.",
    why: "What is deployed differs from what the files say.", sources: [source])

  /// Every rule of this module.
  package static let kustomizationRules: [RuleInfo] = [
    kustomizationInvalid, kustomizationFile, kustomizationMissing, kustomizationOutside,
    kustomizationCycle, kustomizationComponent, kustomizationResource, kustomizationConflict,
    kustomizationSelection, kustomizationUnusedPatch, kustomizationPatch, kustomizationOperation,
    kustomizationGenerator, kustomizationAmbiguous, kustomizationForeign, kustomizationDeprecated,
    kustomizationLoss,
  ]
}
