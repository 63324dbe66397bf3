package import Diagnostics
package import YAMLSyntax

/// Secrets of Infisical that are written to objects of the cluster.
package struct InfisicalStaticSecretSpec: ResourceSpec {
  package static let summary = "Sources and targets."
  package typealias Status = StaticSecretStatus
  package static let kind = ResourceKind(
    .v1beta1, "InfisicalStaticSecret", plural: "infisicalstaticsecrets", shortNames: ["infss"],
    columns: [
      .age, .message("Auth Method", of: Conditions.lastReconcileAuthMethod),
      .status("Synced", of: Conditions.lastReconcileStatus),
      .message("Affected Deployments", of: Conditions.lastReconcileAffectedDeployments),
    ],
    summary: "Infisical secrets synced to Secrets and ConfigMaps of the cluster.")
  package static let invariants = [
    FieldInvariant("size(self.sources) >= 1", "at least one source is required"),
    FieldInvariant("size(self.targets) >= 1", "at least one target is required"),
    FieldInvariant(
      "self.targets.all(t, self.targets.exists_one(u, u.name == t.name && "
        + "(has(u.__namespace__) ? u.__namespace__ : '') == (has(t.__namespace__) ? t.__namespace__ : '')))",
      "two targets have the same name and namespace, regardless of their kind"),
    // The namespace of the resource itself is out of reach here: the policy beside the definitions
    // judges it. Targets that do not say theirs are in it.
    FieldInvariant(
      "self.targets.all(t, t.creationPolicy != 'Owner' || !has(t.__namespace__) || "
        + "self.targets.all(u, u.creationPolicy != 'Owner' || !has(u.__namespace__) || "
        + "u.__namespace__ == t.__namespace__))",
      "targets with creationPolicy Owner must be in the namespace of the resource"),
  ]

  package var infisicalAuthRef = ObjectReference()
  package var syncOptions = SyncOptions()
  package var sources: [StaticSecretSource] = []
  package var targets: [StaticSecretTarget] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("infisicalAuthRef", &infisicalAuthRef, .required, "identity to read with")
    fields.block("syncOptions", &syncOptions, .required, "refresh settings")
    fields.blocks(
      "sources", &sources, .required, "sources; for duplicate keys, the first source wins")
    fields.blocks("targets", &targets, .required, "targets")
  }
}
