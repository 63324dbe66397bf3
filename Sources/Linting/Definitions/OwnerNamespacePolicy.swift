package import YAMLSyntax

/// A ValidatingAdmissionPolicy that keeps `Owner` targets in the namespace of their resource.
///
/// Rules of a CustomResourceDefinition see `metadata.name` only, so the definition can demand no
/// more than that all `Owner` targets lie in one namespace (Kubernetes 1.36, CEL in CRDs).
package enum OwnerNamespacePolicy {
  private static let name = "owner-namespace.secrets.infisical.com"

  /// The policy and its binding.
  package static let documents: [YAMLNode] = [policy, binding]

  private static var policy: YAMLNode {
    YAMLMapping.build { policy in
      policy.set("apiVersion", "admissionregistration.k8s.io/v1")
      policy.set("kind", "ValidatingAdmissionPolicy")
      policy.nested("metadata") { $0.set("name", name) }
      policy.nested("spec") { spec in
        spec.set("failurePolicy", "Fail")
        spec.nested("matchConstraints") { constraints in
          constraints.list("resourceRules", [rule])
        }
        spec.list(
          "validations",
          [
            validation(
              "object.kind != 'InfisicalStaticSecret' || !has(object.spec) || object.spec.targets.all(t, "
                + "t.creationPolicy != 'Owner' || !has(t.__namespace__) || "
                + "t.__namespace__ == object.metadata.__namespace__)"),
            validation(
              "object.kind != 'InfisicalSecret' || !has(object.spec) || "
                + "!has(object.spec.managedKubeSecretReferences) || "
                + "object.spec.managedKubeSecretReferences.all(t, !has(t.creationPolicy) || "
                + "t.creationPolicy != 'Owner' || t.secretNamespace == object.metadata.__namespace__)"
            ),
          ])
      }
    }
  }

  private static var rule: YAMLNode {
    YAMLMapping.build {
      $0.list("apiGroups", ["secrets.infisical.com"])
      $0.list("apiVersions", ["v1alpha1", "v1beta1"])
      $0.list("operations", ["CREATE", "UPDATE"])
      $0.list("resources", ["infisicalsecrets", "infisicalstaticsecrets"])
    }
  }

  private static func validation(_ expression: String) -> YAMLNode {
    YAMLMapping.build {
      $0.set("expression", expression)
      $0.set(
        "message",
        "a target with creationPolicy Owner must lie in the namespace of the resource: "
          + "owner references do not cross namespaces")
    }
  }

  private static var binding: YAMLNode {
    YAMLMapping.build { binding in
      binding.set("apiVersion", "admissionregistration.k8s.io/v1")
      binding.set("kind", "ValidatingAdmissionPolicyBinding")
      binding.nested("metadata") { $0.set("name", name) }
      binding.nested("spec") { spec in
        spec.set("policyName", name)
        spec.list("validationActions", ["Deny"])
      }
    }
  }
}
