package import YAMLSyntax

/// A constraint that spreads pods over a topology.
package struct TopologySpread: YAMLWritable, Sendable {
  let topologyKey: String
  let labels: TextPairs
  let perRevision: Bool

  /// Spreads the pods with `labels` without blocking scheduling; each revision of a Deployment by
  /// itself when `perRevision`.
  package init(over topologyKey: String, labels: TextPairs, perRevision: Bool) {
    self.topologyKey = topologyKey
    self.labels = labels
    self.perRevision = perRevision
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("maxSkew", 1)
      yaml.set("topologyKey", topologyKey)
      yaml.set("whenUnsatisfiable", "ScheduleAnyway")
      yaml.set("labelSelector", LabelSelector(labels))
      if perRevision { yaml.list("matchLabelKeys", ["pod-template-hash"]) }
    }
  }
}

/// Pods and how they are run.
///
/// They are hardened without being told: no token, no root, the runtime's seccomp profile (Pod
/// Security Standards, level restricted).
package struct PodSpec: YAMLWritable, Sendable {
  package let defaults: PodDefaults
  package var serviceAccountName: Text?
  package var user: Int
  package var terminationGracePeriodSeconds: Int?
  package var restartPolicy: String?
  package var topologySpread: [TopologySpread] = []
  /// Labels of pods to run beside, on the same node.
  package var runBeside: TextPairs = []
  package var initContainers: [Container] = []
  package var containers: [Container]
  package var volumes: [Volume] = []

  /// Runs `containers` as the user and group `user`.
  package init(_ defaults: PodDefaults, user: Int, containers: [Container]) {
    self.defaults = defaults
    self.user = user
    self.containers = containers
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("serviceAccountName", serviceAccountName)
      defaults.write(into: &yaml)
      yaml.set("terminationGracePeriodSeconds", terminationGracePeriodSeconds)
      yaml.set("restartPolicy", restartPolicy)
      yaml.nested("securityContext") { security in
        security.set("runAsNonRoot", true)
        security.set("runAsUser", user)
        security.set("runAsGroup", user)
        security.set("fsGroup", user)
        security.nested("seccompProfile") { $0.set("type", "RuntimeDefault") }
      }
      if !runBeside.isEmpty { yaml.set("affinity", affinity) }
      yaml.list("topologySpreadConstraints", topologySpread)
      yaml.list("initContainers", initContainers)
      yaml.list("containers", containers)
      yaml.list("volumes", volumes)
    }
  }

  private var affinity: YAMLNode {
    YAMLMapping.build { affinity in
      affinity.nested("podAffinity") { pod in
        let term = YAMLMapping.build {
          $0.set("labelSelector", LabelSelector(runBeside))
          $0.set("topologyKey", "kubernetes.io/hostname")
        }
        pod.list("requiredDuringSchedulingIgnoredDuringExecution", [term])
      }
    }
  }
}

/// A pod as a template of workloads.
package struct PodTemplate: YAMLWritable, Sendable {
  package var labels: TextPairs
  package var annotations: TextPairs = []
  package var spec: PodSpec

  package init(labels: TextPairs, spec: PodSpec) {
    self.labels = labels
    self.spec = spec
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.nested("metadata") {
        $0.strings("labels", labels)
        $0.strings("annotations", annotations)
      }
      yaml.set("spec", spec)
    }
  }
}
