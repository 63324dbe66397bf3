package import Diagnostics
package import YAMLSyntax

/// Secrets of Infisical that are written to the cluster, connection and identity included.
package struct InfisicalSecretSpec: ResourceSpec {
  package static let summary = "Sources, authentication and targets."
  package typealias Status = ConditionsStatus
  package static let kind = ResourceKind(
    .v1alpha1, "InfisicalSecret", plural: "infisicalsecrets", shortNames: ["infs"],
    summary:
      "Deprecated: Infisical secrets synced to objects of the cluster; each resource logs in separately."
  )
  /// Clients written in Go send every block, empty where it is unused: an empty name means that the block is unset.
  private static let legacyTarget =
    "(has(self.managedSecretReference) && self.managedSecretReference.secretName != '')"
  package static let invariants = [
    FieldInvariant(
      "\(legacyTarget) || (has(self.managedKubeSecretReferences) && "
        + "size(self.managedKubeSecretReferences) > 0) || (has(self.managedKubeConfigMapReferences) && "
        + "size(self.managedKubeConfigMapReferences) > 0)", "at least one target is required"),
    FieldInvariant(
      "!\(legacyTarget) || !has(self.managedKubeSecretReferences) || "
        + "size(self.managedKubeSecretReferences) == 0",
      "managedSecretReference cannot be used with managedKubeSecretReferences"),
  ]

  package var hostAPI: Located<String>?
  package var tls: LegacyTLS?
  package var resyncInterval: Located<Int>?
  package var instantUpdates: Located<Bool>?
  package var syncConfig: SyncConfig?
  package var tokenSecretReference: KubeSecretReference?
  package var authentication: LegacyAuthentication<SecretsScope>?
  package var managedSecretReference: ManagedSecret?
  package var managedKubeSecretReferences: [ManagedSecret] = []
  package var managedKubeConfigMapReferences: [ManagedConfigMap] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("hostAPI", &hostAPI, "address of the server, with or without `/api`")
    fields.block("tls", &tls, "how the server's certificate is verified")
    fields.scalar("resyncInterval", &resyncInterval, "deprecated: refresh interval in seconds")
    fields.scalar(
      "instantUpdates", &instantUpdates, "deprecated: refresh when the server announces a change")
    fields.block("syncConfig", &syncConfig, "refresh settings; replace the two fields above")
    fields.block(
      "tokenSecretReference", &tokenSecretReference, "deprecated: Secret with a service token")
    fields.block("authentication", &authentication, "authentication, and what to read")
    fields.block(
      "managedSecretReference", &managedSecretReference, "deprecated: the only Secret to write")
    fields.blocks("managedKubeSecretReferences", &managedKubeSecretReferences, "Secrets to write")
    fields.blocks(
      "managedKubeConfigMapReferences", &managedKubeConfigMapReferences, "ConfigMaps to write")
  }
}

/// When an InfisicalSecret is read.
package struct SyncConfig: FieldBlock {
  package static let summary = "Refresh settings."

  package var resyncInterval: Located<String>?
  package var instantUpdates: Located<Bool>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar(
      "resyncInterval", &resyncInterval,
      "refresh interval; defaults to 5m, or 1h with instantUpdates")
    fields.scalar(
      "instantUpdates", &instantUpdates, "also refresh when the server announces a change")
  }
}
