/// Which fields name other objects (kustomize v5.8.1, `builtinpluginconsts/namereference.go`).
///
/// What is not here is not followed: no field of a custom resource is, unless `configurations` says so.
enum ReferenceTable {
  /// Pods, and what makes them, with the path to the pod's spec.
  private static let pods = [
    FieldSpec("spec", kind: "Pod", version: "v1"), FieldSpec("template/spec", kind: "PodTemplate"),
    FieldSpec("spec/template/spec", kind: "Deployment"),
    FieldSpec("spec/template/spec", kind: "ReplicaSet"),
    FieldSpec("spec/template/spec", kind: "DaemonSet"),
    FieldSpec("spec/template/spec", kind: "StatefulSet"),
    FieldSpec("spec/template/spec", kind: "Job"),
    FieldSpec("spec/jobTemplate/spec/template/spec", kind: "CronJob"),
  ]

  private static func inPods(
    _ paths: [String], without left: Set<String> = [], adding added: [FieldSpec] = []
  ) -> [FieldSpec] {
    (pods.filter { !left.contains($0.kind) } + added).flatMap { pod in
      paths.map { path in
        var spec = pod
        spec.path += FieldSpec.split(path)
        return spec
      }
    }
  }

  private static let controller = FieldSpec("spec/template/spec", kind: "ReplicationController")

  private static func roles(_ kinds: [String] = ["Role", "ClusterRole"]) -> [FieldSpec] {
    kinds.map { FieldSpec("rules/resourceNames", kind: $0) }
  }

  private static func annotations(_ names: [String]) -> [FieldSpec] {
    names.map { FieldSpec("metadata/annotations/\($0)", kind: "Ingress") }
  }

  static let all: [TransformerSpecs.Reference] =
    [
      reference(
        "ConfigMap", version: "v1",
        inPods([
          "volumes/configMap/name", "containers/env/valueFrom/configMapKeyRef/name",
          "initContainers/env/valueFrom/configMapKeyRef/name",
          "containers/envFrom/configMapRef/name", "initContainers/envFrom/configMapRef/name",
          "volumes/projected/sources/configMap/name",
        ]) + [FieldSpec("spec/configSource/configMap", kind: "Node")] + roles()
          + annotations(["nginx.ingress.kubernetes.io\\/fastcgi-params-configmap"])),
      reference("Secret", version: "v1", secrets),
      reference(
        "Service", version: "v1",
        [
          FieldSpec("spec/serviceName", kind: "StatefulSet", group: "apps"),
          FieldSpec("spec/rules/http/paths/backend/serviceName", kind: "Ingress"),
          FieldSpec("spec/backend/serviceName", kind: "Ingress"),
          FieldSpec("spec/rules/http/paths/backend/service/name", kind: "Ingress"),
          FieldSpec("spec/defaultBackend/service/name", kind: "Ingress"),
          FieldSpec("spec/service/name", kind: "APIService", group: "apiregistration.k8s.io"),
          FieldSpec(
            "webhooks/clientConfig/service", kind: "ValidatingWebhookConfiguration",
            group: "admissionregistration.k8s.io"),
          FieldSpec(
            "webhooks/clientConfig/service", kind: "MutatingWebhookConfiguration",
            group: "admissionregistration.k8s.io"),
        ]),
    ]
    + ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map {
      reference($0, [FieldSpec("spec/scaleTargetRef/name", kind: "HorizontalPodAutoscaler")])
    }
    + [
      reference(
        "ServiceAccount", version: "v1",
        [
          FieldSpec("subjects", kind: "RoleBinding", group: "rbac.authorization.k8s.io"),
          FieldSpec("subjects", kind: "ClusterRoleBinding", group: "rbac.authorization.k8s.io"),
        ]
          + inPods(
            ["serviceAccountName"], without: ["ReplicaSet", "PodTemplate"], adding: [controller])),
      reference(
        "PersistentVolumeClaim", version: "v1",
        inPods(
          ["volumes/persistentVolumeClaim/claimName"], without: ["ReplicaSet", "PodTemplate"],
          adding: [controller])),
      reference(
        "PersistentVolume", version: "v1",
        [FieldSpec("spec/volumeName", kind: "PersistentVolumeClaim")] + roles(["ClusterRole"])),
      reference(
        "StorageClass",
        [
          FieldSpec("spec/storageClassName", kind: "PersistentVolume"),
          FieldSpec("spec/storageClassName", kind: "PersistentVolumeClaim"),
          FieldSpec("spec/volumeClaimTemplates/spec/storageClassName", kind: "StatefulSet"),
        ]),
      reference(
        "Role",
        [FieldSpec("roleRef/name", kind: "RoleBinding", group: "rbac.authorization.k8s.io")]),
      reference(
        "ClusterRole",
        ["RoleBinding", "ClusterRoleBinding"].map {
          FieldSpec("roleRef/name", kind: $0, group: "rbac.authorization.k8s.io")
        }),
      reference(
        "PriorityClass",
        inPods(["priorityClassName"], without: ["PodTemplate"], adding: [controller])),
      reference(
        "ValidatingAdmissionPolicy",
        [FieldSpec("spec/policyName", kind: "ValidatingAdmissionPolicyBinding")]),
    ]

  private static let secrets: [FieldSpec] =
    inPods([
      "volumes/secret/secretName", "containers/env/valueFrom/secretKeyRef/name",
      "initContainers/env/valueFrom/secretKeyRef/name", "containers/envFrom/secretRef/name",
      "initContainers/envFrom/secretRef/name", "imagePullSecrets/name",
      "volumes/projected/sources/secret/name",
    ]) + [
      FieldSpec(
        "spec/template/spec/containers/env/valueFrom/secretKeyRef/name", kind: "Service",
        group: "serving.knative.dev", version: "v1"),
      FieldSpec("spec/tls/secretName", kind: "Ingress"),
      FieldSpec("imagePullSecrets/name", kind: "ServiceAccount"),
      FieldSpec("parameters/secretName", kind: "StorageClass"),
      FieldSpec("parameters/adminSecretName", kind: "StorageClass"),
      FieldSpec("parameters/userSecretName", kind: "StorageClass"),
      FieldSpec("parameters/secretRef", kind: "StorageClass"),
      FieldSpec("spec/azureFile/secretName", kind: "PersistentVolume"),
    ] + roles()
    + annotations([
      "ingress.kubernetes.io\\/auth-secret", "nginx.ingress.kubernetes.io\\/auth-secret",
      "nginx.ingress.kubernetes.io\\/auth-tls-secret",
    ])

  private static func reference(
    _ kind: String, version: String = "", _ specs: [FieldSpec]
  ) -> TransformerSpecs.Reference {
    TransformerSpecs.Reference(
      target: FieldSpec("", kind: kind, version: version), specs: specs)
  }
}
