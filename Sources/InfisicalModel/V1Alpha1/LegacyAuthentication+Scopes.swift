extension LegacyAuthentication where Scope == SecretsScope {
  /// What each block of a machine identity reads, in the order of the definition.
  package var scopes: [SecretsScope] {
    [
      universalAuth?.secretsScope, kubernetesAuth?.secretsScope, awsIamAuth?.secretsScope,
      azureAuth?.secretsScope, gcpIdTokenAuth?.secretsScope, gcpIamAuth?.secretsScope,
      ldapAuth?.secretsScope,
    ].compactMap(\.self)
  }
}
