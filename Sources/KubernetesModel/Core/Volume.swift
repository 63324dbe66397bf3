package import YAMLSyntax

/// A volume of a pod.
package struct Volume: YAMLWritable, Sendable {
  /// What backs it.
  package enum Source: Sendable {
    /// Scratch space of the node, or of its memory.
    case emptyDir(sizeLimit: Text?, isMemory: Bool)
    /// Keys of a Secret as files; all keys when empty.
    case secret(name: Text, keys: [String], isOptional: Bool = false)
    /// Keys of a Secret as files of other names.
    case renamedSecret(name: Text, files: [(key: String, path: String)])
    case configMap(name: Text)
    case persistentVolumeClaim(name: Text)
  }

  let name: String
  let source: Source

  package init(_ name: String, _ source: Source) {
    self.name = name
    self.source = source
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("name", name)
      switch source {
      case .emptyDir(let sizeLimit, let isMemory):
        yaml.set(
          "emptyDir",
          YAMLMapping.build {
            if isMemory { $0.set("medium", "Memory") }
            $0.set("sizeLimit", sizeLimit)
          })
      case .secret(let name, let keys, let isOptional):
        yaml.nested("secret") { secret in
          secret.set("secretName", name)
          secret.list("items", keys.map { item($0, $0) })
          if isOptional { secret.set("optional", true) }
        }
      case .renamedSecret(let name, let files):
        yaml.nested("secret") { secret in
          secret.set("secretName", name)
          secret.list("items", files.map { item($0.key, $0.path) })
        }
      case .configMap(let name): yaml.nested("configMap") { $0.set("name", name) }
      case .persistentVolumeClaim(let name):
        yaml.nested("persistentVolumeClaim") {
          $0.set("claimName", name)
          $0.set("readOnly", true)
        }
      }
    }
  }

  private func item(_ key: String, _ path: String) -> YAMLNode {
    YAMLMapping.build {
      $0.set("key", key)
      $0.set("path", path)
    }
  }
}

/// Where a container sees a volume.
package struct VolumeMount: YAMLWritable, Sendable {
  let name: String
  let mountPath: String
  let isReadOnly: Bool

  package init(_ name: String, at mountPath: String, isReadOnly: Bool = false) {
    self.name = name
    self.mountPath = mountPath
    self.isReadOnly = isReadOnly
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("name", name)
      yaml.set("mountPath", mountPath)
      if isReadOnly { yaml.set("readOnly", true) }
    }
  }
}
