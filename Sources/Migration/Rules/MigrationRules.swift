package import Diagnostics

/// What keeps a resource from being carried over, or changes its meaning.
extension RuleInfo {
  package static let templatedText = RuleInfo(
    .migration, 1, "templated-text",
    summary: "The document is a template, such as a Helm chart's, not the resource itself.",
    why: "The resource is known only after the template is rendered.",
    sources: [.document("Helm 3, chart templates", "https://helm.sh/docs/chart_template_guide/")])

  package static let retiredCredential = RuleInfo(
    .migration, 2, "retired-credential",
    summary: "The resource logs in with an Infisical service token or service account.",
    why: "v1beta1 supports only machine identities, which you must create.",
    sources: [.infisicalOperator("InfisicalAuth")])

  package static let ambiguousAuthentication = RuleInfo(
    .migration, 3, "ambiguous-authentication",
    summary: "The resource has several authentication methods.",
    why:
      "The operator chooses one at random at each start, so the intended method is unknown.",
    sources: [.infisicalOperator("strategy selection (Go map order")])

  package static let noAuthentication = RuleInfo(
    .migration, 4, "no-authentication",
    summary: "The resource has no authentication method.",
    why: "The operator never synced it.",
    sources: [.infisicalOperator("strategy selection")])

  package static let unusableTargets = RuleInfo(
    .migration, 5, "unusable-targets",
    summary: "The resource has no target, or sets targets in two ways that cannot be combined.",
    why: "The operator never synced it.",
    sources: [.infisicalOperator("InfisicalSecret controller")])

  package static let unusableScope = RuleInfo(
    .migration, 6, "unusable-scope",
    summary: "A source is not set, or set in two ways that cannot be combined.",
    why: "The operator never synced it.",
    sources: [.infisicalOperator("secretsScope")])

  package static let conflictingTargets = RuleInfo(
    .migration, 7, "conflicting-targets",
    summary: "Two targets have the same namespace and name.",
    why: "v1beta1 rejects them in one resource, regardless of their kinds.",
    sources: [.infisicalOperator("InfisicalStaticSecret validation")])

  package static let untranslatableTemplate = RuleInfo(
    .migration, 8, "untranslatable-template",
    summary: "A template with control structures is combined with `includeAllSecrets`.",
    why: "v1beta1 has one template for the whole target, which cannot include it.",
    sources: [.infisicalOperator("template.data")])

  package static let unnamedResource = RuleInfo(
    .migration, 9, "unnamed-resource",
    summary: "The resource has no name.",
    why: "It cannot exist in a cluster.",
    sources: [.kubernetes("ObjectMeta", "reference/kubernetes-api/common-definitions/object-meta/")]
  )

  package static let sharedAnchor = RuleInfo(
    .migration, 10, "shared-anchor",
    summary: "An anchor inside the resource is used outside it.",
    why: "Replacing the resource would remove the anchor.",
    sources: [.yaml("7.1")])

  package static let assumedNamespace = RuleInfo(
    .migration, 11, "assumed-namespace", .warning,
    summary: "The resource has no namespace, but references to it need one.",
    why:
      "References between the new resources include the namespace; a wrong one does not resolve.",
    sources: [.infisicalOperator("NamespacedName")])

  package static let droppedField = RuleInfo(
    .migration, 12, "dropped-field", .warning,
    summary: "A field has no equivalent.",
    why: "The API server already dropped it, or the new resource does not support it.",
    sources: [.infisicalOperator("CustomResourceDefinitions")])

  package static let changedMeaning = RuleInfo(
    .migration, 13, "changed-meaning", .warning,
    summary: "A field is converted, but works slightly differently.",
    why: "The new operator does not behave exactly like the old one.",
    sources: [.infisicalOperator("both controllers")])

  package static let foreignOwner = RuleInfo(
    .migration, 14, "owner-across-namespaces", .warning,
    summary: "A target in another namespace sets creationPolicy Owner.",
    why: "Owner references do not cross namespaces, so the operator never created the target.",
    sources: [
      .kubernetes(
        "owners and dependents", "concepts/overview/working-with-objects/owners-dependents/")
    ])

  package static let takenName = RuleInfo(
    .migration, 15, "taken-name",
    summary: "The file already contains an InfisicalStaticSecret of the same name.",
    why: "The new resource would replace it, or be replaced by it.",
    sources: [.kubernetes("object names", "concepts/overview/working-with-objects/names/")])

  package static let pendingMigration = RuleInfo(
    .migration, 16, "pending-migration",
    summary: "A file has v1alpha1 resources that can be migrated.",
    why: "Upstream will remove the old kind.",
    sources: [.redoubt("command line", "README.md")])

  package static let changedOnDeployment = RuleInfo(
    .migration, 17, "changed-on-deployment",
    summary: "A kustomization changes the resource, or another one of the same root.",
    why:
      "A patch for an InfisicalSecret does not apply to its successor: kustomize would deploy another environment without a word.",
    sources: [
      .document(
        "kustomize v5.8.1", "https://github.com/kubernetes-sigs/kustomize/tree/kustomize/v5.8.1")
    ])

  package static let embeddedResource = RuleInfo(
    .migration, 18, "embedded-resource", .warning,
    summary: "An InfisicalSecret is part of another object, such as the values of a HelmRelease.",
    why: "What makes an object of it is a chart or a program: only its own values can be changed.",
    sources: [
      .document("Helm, values files", "https://helm.sh/docs/chart_template_guide/values_files/")
    ])

  /// Every rule of this file.
  package static let migrationRules: [RuleInfo] = [
    templatedText, retiredCredential, ambiguousAuthentication, noAuthentication, unusableTargets,
    unusableScope, conflictingTargets, untranslatableTemplate, unnamedResource, sharedAnchor,
    assumedNamespace, droppedField, changedMeaning, foreignOwner, takenName, pendingMigration,
    changedOnDeployment, embeddedResource,
  ]
}
