package import YAMLSyntax

/// A ValidatingAdmissionPolicy for what needs the namespace of the resource: targets with policy Owner
/// lie in it, and targets that do not say theirs are in it.
///
/// Rules of a CustomResourceDefinition see `metadata.name` only (Kubernetes 1.36, CEL in CRDs). Objects
/// whose `spec` does not change are let through, so that those stored before can lose a finalizer.
package enum OwnerNamespacePolicy {
  private static let name = "owner-namespace.secrets.infisical.com"

  /// The policy and its binding.
  package static let documents: [YAMLNode] = [policy, binding]

  private static let message =
    "a target with creationPolicy Owner must be in the namespace of the resource: owner references "
    + "do not cross namespaces"

  private static var policy: YAMLNode {
    YAMLMapping.build { policy in
      policy.set("apiVersion", "admissionregistration.k8s.io/v1")
      policy.set("kind", "ValidatingAdmissionPolicy")
      policy.nested("metadata") { $0.set("name", name) }
      policy.nested("spec") { spec in
        spec.set("failurePolicy", "Fail")
        spec.nested("matchConstraints") { $0.list("resourceRules", [rule]) }
        spec.list(
          "matchConditions",
          [
            YAMLMapping.build {
              $0.set("name", "spec-changed")
              $0.set(
                "expression",
                "has(object.spec) && (oldObject == null || !has(oldObject.spec) || "
                  + "object.spec != oldObject.spec)")
            }
          ])
        spec.list("validations", validations)
      }
    }
  }

  private static var rule: YAMLNode {
    YAMLMapping.build {
      $0.list("apiGroups", ["secrets.infisical.com"])
      $0.list("apiVersions", ["v1alpha1", "v1beta1"])
      $0.list("operations", ["CREATE", "UPDATE"])
      $0.list(
        "resources", ["infisicalsecrets", "infisicaldynamicsecrets", "infisicalstaticsecrets"])
    }
  }

  private static var validations: [YAMLNode] {
    let effective = "(has(%.namespace) ? %.namespace : object.metadata.namespace)"
    let ofT = effective.replacing("%", with: "t")
    let ofU = effective.replacing("%", with: "u")
    return [
      validation(
        "InfisicalStaticSecret",
        "object.spec.targets.all(t, t.creationPolicy != 'Owner' || "
          + "\(ofT) == object.metadata.namespace)", message),
      validation(
        "InfisicalStaticSecret",
        "object.spec.targets.all(t, object.spec.targets.exists_one(u, u.name == t.name && "
          + "\(ofU) == \(ofT)))",
        "two targets have the same name and namespace, regardless of their kind"),
      list("managedKubeSecretReferences", "secretNamespace"),
      list("managedKubeConfigMapReferences", "configMapNamespace"),
      single("InfisicalSecret"), single("InfisicalDynamicSecret"),
    ]
  }

  private static func list(_ field: String, _ namespace: String) -> YAMLNode {
    validation(
      "InfisicalSecret",
      "!has(object.spec.\(field)) || object.spec.\(field).all(t, !has(t.creationPolicy) || "
        + "t.creationPolicy != 'Owner' || t.\(namespace) == object.metadata.namespace)", message)
  }

  private static func single(_ kind: String) -> YAMLNode {
    let target = "object.spec.managedSecretReference"
    return validation(
      kind,
      "!has(\(target)) || \(target).secretName == '' || !has(\(target).creationPolicy) || "
        + "\(target).creationPolicy != 'Owner' || "
        + "\(target).secretNamespace == object.metadata.namespace", message)
  }

  private static func validation(
    _ kind: String, _ expression: String, _ message: String
  ) -> YAMLNode {
    YAMLMapping.build {
      $0.set("expression", "object.kind != '\(kind)' || (\(expression))")
      $0.set("message", message)
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
