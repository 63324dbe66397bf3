package import YAMLSyntax

/// A container of a pod.
///
/// It is hardened without being told: no privileges, no capabilities, and a read-only root unless a
/// reason is given (Pod Security Standards, level restricted).
package struct Container: YAMLWritable, Sendable {
  package var name: String
  package var image: Text
  package var command: [Text] = []
  package var args: [Text] = []
  package var ports: [(name: String, port: Number)] = []
  package var env: [EnvVar] = []
  package var resources: ResourceRequirements
  package var volumeMounts: [VolumeMount] = []
  package var livenessProbe: Probe?
  package var readinessProbe: Probe?
  package var startupProbe: Probe?

  package init(_ name: String, image: Text, resources: ResourceRequirements) {
    self.name = name
    self.image = image
    self.resources = resources
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("name", name)
      yaml.set("image", image)
      yaml.set("imagePullPolicy", "IfNotPresent")
      yaml.list("command", command)
      yaml.list("args", args)
      yaml.list("ports", ports.map(port))
      yaml.list("env", env)
      yaml.set("resources", resources)
      yaml.list("volumeMounts", volumeMounts)
      yaml.set("startupProbe", startupProbe)
      yaml.set("readinessProbe", readinessProbe)
      yaml.set("livenessProbe", livenessProbe)
      yaml.nested("securityContext") { security in
        security.set("allowPrivilegeEscalation", false)
        security.set("readOnlyRootFilesystem", true)
        security.nested("capabilities") { $0.list("drop", ["ALL"]) }
      }
    }
  }

  private func port(_ port: (name: String, port: Number)) -> YAMLNode {
    YAMLMapping.build {
      $0.set("name", port.name)
      $0.set("containerPort", port.port)
      $0.set("protocol", "TCP")
    }
  }
}
