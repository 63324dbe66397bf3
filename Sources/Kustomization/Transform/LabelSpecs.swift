/// Where labels, selectors and annotations are (kustomize v5.8.1, `konfig/builtinpluginconsts`).
enum LabelSpecs {
  static let metadata = [FieldSpec("metadata/labels", creates: true)]

  /// Labels of the objects, of the pods that they make, and of the claims of a StatefulSet.
  static let templates: [FieldSpec] =
    metadata
    + [
      FieldSpec(
        "spec/template/metadata/labels", kind: "ReplicationController", version: "v1", creates: true
      ),
      FieldSpec("spec/template/metadata/labels", kind: "Deployment", creates: true),
      FieldSpec("spec/template/metadata/labels", kind: "ReplicaSet", creates: true),
      FieldSpec("spec/template/metadata/labels", kind: "DaemonSet", creates: true),
      FieldSpec("spec/template/metadata/labels", kind: "StatefulSet", group: "apps", creates: true),
      FieldSpec(
        "spec/volumeClaimTemplates[]/metadata/labels", kind: "StatefulSet", group: "apps",
        creates: true),
      FieldSpec("spec/template/metadata/labels", kind: "Job", group: "batch", creates: true),
      FieldSpec(
        "spec/jobTemplate/metadata/labels", kind: "CronJob", group: "batch", creates: true),
      FieldSpec(
        "spec/jobTemplate/spec/template/metadata/labels", kind: "CronJob", group: "batch",
        creates: true),
    ]

  /// Selectors; those of Jobs, budgets, policies and affinities only where they are.
  static let selectors: [FieldSpec] =
    [
      FieldSpec("spec/selector", kind: "Service", version: "v1", creates: true),
      FieldSpec("spec/selector", kind: "ReplicationController", version: "v1", creates: true),
      FieldSpec("spec/selector/matchLabels", kind: "Deployment", creates: true),
      FieldSpec("spec/selector/matchLabels", kind: "ReplicaSet", creates: true),
      FieldSpec("spec/selector/matchLabels", kind: "DaemonSet", creates: true),
      FieldSpec("spec/selector/matchLabels", kind: "StatefulSet", group: "apps", creates: true),
      FieldSpec("spec/selector/matchLabels", kind: "Job", group: "batch"),
      FieldSpec("spec/jobTemplate/spec/selector/matchLabels", kind: "CronJob", group: "batch"),
      FieldSpec("spec/selector/matchLabels", kind: "PodDisruptionBudget", group: "policy"),
      FieldSpec(
        "spec/podSelector/matchLabels", kind: "NetworkPolicy", group: "networking.k8s.io"),
      FieldSpec(
        "spec/ingress/from/podSelector/matchLabels", kind: "NetworkPolicy",
        group: "networking.k8s.io"),
      FieldSpec(
        "spec/egress/to/podSelector/matchLabels", kind: "NetworkPolicy", group: "networking.k8s.io"),
    ] + placements("Deployment") + placements("StatefulSet")

  /// What pods of a workload stay near to, or away from.
  private static func placements(_ kind: String) -> [FieldSpec] {
    let pod = "spec/template/spec"
    let rules = ["podAffinity", "podAntiAffinity"].flatMap { rule in
      [
        "\(pod)/affinity/\(rule)/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
        "\(pod)/affinity/\(rule)/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
      ]
    }
    return (rules + ["\(pod)/topologySpreadConstraints/labelSelector/matchLabels"]).map {
      FieldSpec($0, kind: kind, group: "apps")
    }
  }

  static let annotations: [FieldSpec] =
    [
      FieldSpec("metadata/annotations", creates: true),
      FieldSpec(
        "spec/template/metadata/annotations", kind: "ReplicationController", version: "v1",
        creates: true),
      FieldSpec("spec/template/metadata/annotations", kind: "Deployment", creates: true),
      FieldSpec("spec/template/metadata/annotations", kind: "ReplicaSet", creates: true),
      FieldSpec("spec/template/metadata/annotations", kind: "DaemonSet", creates: true),
      FieldSpec("spec/template/metadata/annotations", kind: "StatefulSet", creates: true),
      FieldSpec("spec/template/metadata/annotations", kind: "Job", group: "batch", creates: true),
      FieldSpec(
        "spec/jobTemplate/metadata/annotations", kind: "CronJob", group: "batch", creates: true),
      FieldSpec(
        "spec/jobTemplate/spec/template/metadata/annotations", kind: "CronJob", group: "batch",
        creates: true),
    ]
}
