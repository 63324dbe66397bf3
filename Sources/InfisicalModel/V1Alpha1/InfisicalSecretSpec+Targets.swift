import Diagnostics
package import YAMLSyntax

extension InfisicalSecretSpec {
  /// The one target of the deprecated field; nil when it is absent, or empty as Go clients send it.
  package var legacyTarget: ManagedSecret? {
    managedSecretReference.flatMap { $0.secretName.value.isEmpty ? nil : $0 }
  }

  /// Every Secret that is written, whichever field names it.
  package var secretTargets: [ManagedSecret] {
    [legacyTarget].compactMap(\.self) + managedKubeSecretReferences
  }

  /// Every template with its target's namespace, those of ConfigMaps included.
  package var templates: [(template: StringPair, namespace: String)] {
    secretTargets.flatMap { target in
      (target.template?.data ?? []).map { ($0, target.secretNamespace.value) }
    }
      + managedKubeConfigMapReferences.flatMap { target in
        (target.template?.data ?? []).map { ($0, target.configMapNamespace.value) }
      }
  }
}
