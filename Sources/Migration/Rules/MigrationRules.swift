package import Diagnostics

/// What keeps a resource from being carried over, or changes its meaning.
extension RuleInfo {
  package static let templatedText = RuleInfo(
    .migration, 1, "templated-text",
    summary: "The document is a template, such as that of a Helm chart, not the resource itself.",
    why: "What the resource will be is known only after the template was rendered.",
    sources: [.document("Helm 3, chart templates", "https://helm.sh/docs/chart_template_guide/")])

  package static let retiredCredential = RuleInfo(
    .migration, 2, "retired-credential",
    summary: "The resource logs in with a service token or a service account of Infisical.",
    why: "v1beta1 knows machine identities only; nobody but you can create one.",
    sources: [.infisicalOperator("InfisicalAuth")])

  package static let ambiguousAuthentication = RuleInfo(
    .migration, 3, "ambiguous-authentication",
    summary: "The resource has several ways to log in.",
    why:
      "The operator takes one of them at random at each start, so none is what the resource means.",
    sources: [.infisicalOperator("strategy selection (Go map order")])

  package static let noAuthentication = RuleInfo(
    .migration, 4, "no-authentication",
    summary: "The resource has no way to log in.",
    why: "The operator never synchronised it.",
    sources: [.infisicalOperator("strategy selection")])

  package static let unusableTargets = RuleInfo(
    .migration, 5, "unusable-targets",
    summary: "The resource has no target, or names targets in two ways that exclude each other.",
    why: "The operator never synchronised it.",
    sources: [.infisicalOperator("InfisicalSecret controller")])

  package static let unusableScope = RuleInfo(
    .migration, 6, "unusable-scope",
    summary: "What to read is not said, or said in two ways that exclude each other.",
    why: "The operator never synchronised it.",
    sources: [.infisicalOperator("secretsScope")])

  package static let conflictingTargets = RuleInfo(
    .migration, 7, "conflicting-targets",
    summary: "Two targets have the same namespace and name.",
    why: "v1beta1 refuses them in one resource, whatever their kinds.",
    sources: [.infisicalOperator("InfisicalStaticSecret validation")])

  package static let untranslatableTemplate = RuleInfo(
    .migration, 8, "untranslatable-template",
    summary: "A template with control structures stands beside `includeAllSecrets`.",
    why: "v1beta1 has one template for the whole target, and these cannot be made part of it.",
    sources: [.infisicalOperator("template.data")])

  package static let unnamedResource = RuleInfo(
    .migration, 9, "unnamed-resource",
    summary: "The resource has no name.",
    why: "Nothing in a cluster corresponds to it.",
    sources: [.kubernetes("ObjectMeta", "reference/kubernetes-api/common-definitions/object-meta/")]
  )

  package static let sharedAnchor = RuleInfo(
    .migration, 10, "shared-anchor",
    summary: "An anchor inside of the resource is used outside of it.",
    why: "Replacing the resource would take the anchor away.",
    sources: [.yaml("7.1")])

  package static let assumedNamespace = RuleInfo(
    .migration, 11, "assumed-namespace", .warning,
    summary: "The resource does not say its namespace, but references to it must.",
    why: "References across the new resources name their namespace; a wrong one leads nowhere.",
    sources: [.infisicalOperator("NamespacedName")])

  package static let droppedField = RuleInfo(
    .migration, 12, "dropped-field", .warning,
    summary: "A field has nothing that it stands for.",
    why: "The API server dropped it already, or the new resource has no place for it.",
    sources: [.infisicalOperator("CustomResourceDefinitions")])

  package static let changedMeaning = RuleInfo(
    .migration, 13, "changed-meaning", .warning,
    summary: "A field is carried over, but works a little differently from now on.",
    why: "The new operator does not do exactly what the old one did.",
    sources: [.infisicalOperator("both controllers")])

  package static let foreignOwner = RuleInfo(
    .migration, 14, "owner-across-namespaces", .warning,
    summary: "A target in another namespace asks to be owned by the resource.",
    why: "Owner references do not cross namespaces, so the operator never created the target.",
    sources: [
      .kubernetes(
        "owners and dependents", "concepts/overview/working-with-objects/owners-dependents/")
    ])

  package static let takenName = RuleInfo(
    .migration, 15, "taken-name",
    summary: "The file has an InfisicalStaticSecret of the same name already.",
    why: "The new resource would take its place, or be replaced by it.",
    sources: [.kubernetes("object names", "concepts/overview/working-with-objects/names/")])

  package static let pendingMigration = RuleInfo(
    .migration, 16, "pending-migration",
    summary: "A file has resources of v1alpha1 that can be carried over.",
    why: "Upstream will remove the old kind.",
    sources: [.redoubt("command line", "README.md")])

  /// Every rule of this file.
  package static let migrationRules: [RuleInfo] = [
    templatedText, retiredCredential, ambiguousAuthentication, noAuthentication, unusableTargets,
    unusableScope, conflictingTargets, untranslatableTemplate, unnamedResource, sharedAnchor,
    assumedNamespace, droppedField, changedMeaning, foreignOwner, takenName, pendingMigration,
  ]
}
