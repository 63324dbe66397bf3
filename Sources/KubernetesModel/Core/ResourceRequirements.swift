package import YAMLSyntax

/// Requests and limits of a container.
package struct ResourceRequirements: YAMLWritable, Sendable {
  package var cpu: Text
  package var memory: Text
  package var cpuLimit: Text?
  package var memoryLimit: Text

  package init(cpu: Text, memory: Text, cpuLimit: Text? = nil, memoryLimit: Text? = nil) {
    self.cpu = cpu
    self.memory = memory
    self.cpuLimit = cpuLimit
    self.memoryLimit = memoryLimit ?? memory
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.nested("requests") {
        $0.set("cpu", cpu)
        $0.set("memory", memory)
      }
      yaml.nested("limits") {
        $0.set("cpu", cpuLimit)
        $0.set("memory", memoryLimit)
      }
    }
  }
}
