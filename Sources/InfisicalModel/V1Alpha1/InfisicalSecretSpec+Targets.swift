extension InfisicalSecretSpec {
  /// Every Secret that is written, whichever field names it.
  package var secretTargets: [ManagedSecret] {
    [managedSecretReference].compactMap(\.self) + managedKubeSecretReferences
  }
}
