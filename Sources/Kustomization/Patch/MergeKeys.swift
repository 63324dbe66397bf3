/// How lists of built-in kinds merge.
///
/// Source: the OpenAPI document of Kubernetes 1.21.2, which kustomize v5.8.1 carries; a newer one has more
/// keys, which kustomize does not know. Every list that is not named here is replaced.
enum MergeKeys {
  /// What a list of a place merges by.
  enum Rule: Equatable {
    /// Fields that tell elements apart.
    case keys([String])
    /// A set of scalars.
    case set
  }

  /// Types of places, as far as lists below them merge.
  enum Shape {
    case object
    case podTemplate
    case pod
    case container
    case ephemeralContainer
    case metadata
    case service
    case jobSpec
    case cronJobSpec
    case jobTemplate
    case workload
    case statefulSetSpec
    case claim
    case podObject
    case serviceObject
    case serviceAccount
    case webhooks
    case csiNode
    case csiNodeSpec
    case node
    case nodeSpec
    case jobObject
    case cronJobObject
    case podTemplateObject
    case workloadObject
    case statefulSetObject
    case opaque
  }

  /// The shape of an object; nil for kinds that have no schema, all of whose lists are replaced.
  static func shape(of id: ResourceID) -> Shape? {
    guard let kinds = builtIn[id.apiVersion], let shape = kinds[id.kind] else { return nil }
    return shape
  }

  /// The shape of what is under a key.
  static func child(_ shape: Shape, _ key: String) -> Shape {
    switch (shape, key) {
    case (.opaque, _): return .opaque
    case (_, "metadata") where shape.hasMetadata: return .metadata
    case (.podObject, "spec"), (.podTemplate, "spec"): return .pod
    case (.podTemplateObject, "template"), (.workload, "template"), (.jobSpec, "template"),
      (.statefulSetSpec, "template"):
      return .podTemplate
    case (.workloadObject, "spec"): return .workload
    case (.statefulSetObject, "spec"): return .statefulSetSpec
    case (.jobObject, "spec"), (.jobTemplate, "spec"): return .jobSpec
    case (.cronJobObject, "spec"): return .cronJobSpec
    case (.cronJobSpec, "jobTemplate"): return .jobTemplate
    case (.statefulSetSpec, "volumeClaimTemplates"): return .claim
    case (.serviceObject, "spec"): return .service
    case (.csiNode, "spec"): return .csiNodeSpec
    case (.node, "spec"): return .nodeSpec
    case (.pod, "containers"), (.pod, "initContainers"): return .container
    case (.pod, "ephemeralContainers"): return .ephemeralContainer
    default: return .opaque
    }
  }

  /// How the list under a key of a place merges; nil when it is replaced.
  static func rule(_ shape: Shape, _ key: String) -> Rule? {
    switch (shape, key) {
    case (.pod, "containers"), (.pod, "initContainers"), (.pod, "ephemeralContainers"),
      (.pod, "volumes"), (.pod, "imagePullSecrets"), (.serviceAccount, "secrets"),
      (.webhooks, "webhooks"), (.csiNodeSpec, "drivers"), (.container, "env"),
      (.ephemeralContainer, "env"):
      .keys(["name"])
    case (.pod, "hostAliases"): .keys(["ip"])
    case (.pod, "topologySpreadConstraints"): .keys(["topologyKey", "whenUnsatisfiable"])
    case (.container, "ports"): .keys(["containerPort", "protocol"])
    case (.container, "volumeMounts"), (.ephemeralContainer, "volumeMounts"):
      .keys(["mountPath"])
    case (.container, "volumeDevices"), (.ephemeralContainer, "volumeDevices"):
      .keys(["devicePath"])
    case (.service, "ports"): .keys(["port", "protocol"])
    case (.metadata, "ownerReferences"): .keys(["uid"])
    case (.metadata, "finalizers"), (.nodeSpec, "podCIDRs"): .set
    default: nil
    }
  }

  private static let builtIn: [String: [String: Shape]] = {
    var table: [String: [String: Shape]] = [:]
    func add(_ versions: [String], _ kinds: [String: Shape]) {
      for version in versions { table[version, default: [:]].merge(kinds) { $1 } }
    }
    add(
      ["v1"],
      [
        "Pod": .podObject, "PodTemplate": .podTemplateObject,
        "ReplicationController": .workloadObject, "Service": .serviceObject,
        "ServiceAccount": .serviceAccount, "Node": .node, "ConfigMap": .object, "Secret": .object,
        "Namespace": .object, "PersistentVolume": .object, "PersistentVolumeClaim": .object,
        "Endpoints": .object, "Event": .object, "LimitRange": .object, "ResourceQuota": .object,
      ])
    add(
      ["apps/v1"],
      [
        "Deployment": .workloadObject, "ReplicaSet": .workloadObject,
        "DaemonSet": .workloadObject, "StatefulSet": .statefulSetObject,
        "ControllerRevision": .object,
      ])
    add(["batch/v1"], ["Job": .jobObject, "CronJob": .cronJobObject])
    add(["batch/v1beta1"], ["CronJob": .cronJobObject])
    add(
      ["admissionregistration.k8s.io/v1", "admissionregistration.k8s.io/v1beta1"],
      [
        "MutatingWebhookConfiguration": .webhooks, "ValidatingWebhookConfiguration": .webhooks,
      ])
    add(
      ["storage.k8s.io/v1", "storage.k8s.io/v1beta1"],
      [
        "CSINode": .csiNode, "StorageClass": .object, "CSIDriver": .object,
        "VolumeAttachment": .object,
      ])
    add(["storage.k8s.io/v1beta1"], ["CSIStorageCapacity": .object])
    add(
      ["rbac.authorization.k8s.io/v1", "rbac.authorization.k8s.io/v1beta1"],
      [
        "Role": .object, "ClusterRole": .object, "RoleBinding": .object,
        "ClusterRoleBinding": .object,
      ])
    add(
      ["networking.k8s.io/v1"],
      ["Ingress": .object, "IngressClass": .object, "NetworkPolicy": .object])
    add(["networking.k8s.io/v1beta1"], ["Ingress": .object, "IngressClass": .object])
    add(["extensions/v1beta1"], ["Ingress": .object])
    add(
      ["policy/v1", "policy/v1beta1"], ["PodDisruptionBudget": .object, "Eviction": .object])
    add(["policy/v1beta1"], ["PodSecurityPolicy": .object])
    add(
      ["autoscaling/v1", "autoscaling/v2beta1", "autoscaling/v2beta2"],
      ["HorizontalPodAutoscaler": .object])
    add(
      ["scheduling.k8s.io/v1", "scheduling.k8s.io/v1beta1", "scheduling.k8s.io/v1alpha1"],
      ["PriorityClass": .object])
    add(
      ["apiextensions.k8s.io/v1", "apiextensions.k8s.io/v1beta1"],
      ["CustomResourceDefinition": .object])
    add(["apiregistration.k8s.io/v1", "apiregistration.k8s.io/v1beta1"], ["APIService": .object])
    add(["coordination.k8s.io/v1", "coordination.k8s.io/v1beta1"], ["Lease": .object])
    add(["discovery.k8s.io/v1", "discovery.k8s.io/v1beta1"], ["EndpointSlice": .object])
    add(["events.k8s.io/v1", "events.k8s.io/v1beta1"], ["Event": .object])
    add(["node.k8s.io/v1", "node.k8s.io/v1beta1"], ["RuntimeClass": .object])
    add(
      ["certificates.k8s.io/v1", "certificates.k8s.io/v1beta1"],
      ["CertificateSigningRequest": .object])
    return table
  }()
}

extension MergeKeys.Shape {
  /// Whether `metadata` under it is that of an object.
  fileprivate var hasMetadata: Bool {
    switch self {
    case .pod, .container, .ephemeralContainer, .metadata, .service, .jobSpec, .cronJobSpec,
      .workload, .statefulSetSpec, .csiNodeSpec, .nodeSpec, .opaque:
      false
    default: true
    }
  }
}
