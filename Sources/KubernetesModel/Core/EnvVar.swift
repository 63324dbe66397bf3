package import YAMLSyntax

/// One environment variable of a container.
package struct EnvVar: YAMLWritable, Sendable {
  /// Where the value comes from.
  package enum Source: Sendable {
    case value(Text)
    /// A key of a Secret; an absent one stops the container unless it is optional.
    case secret(name: Text, key: String, isOptional: Bool)
    case configMap(name: Text, key: String, isOptional: Bool)
    /// A field of the pod.
    case field(String)
  }

  package let name: Text
  package let source: Source

  package init(_ name: Text, _ source: Source) {
    self.name = name
    self.source = source
  }

  /// A literal; never a secret.
  package static func value(_ name: Text, _ value: Text) -> EnvVar {
    EnvVar(name, .value(value))
  }

  /// A required key of a Secret.
  package static func secret(_ name: Text, _ secret: Text, _ key: String) -> EnvVar {
    EnvVar(name, .secret(name: secret, key: key, isOptional: false))
  }

  /// A key of a Secret that may be absent.
  package static func optionalSecret(_ name: Text, _ secret: Text, _ key: String) -> EnvVar {
    EnvVar(name, .secret(name: secret, key: key, isOptional: true))
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("name", name)
      switch source {
      case .value(let value): yaml.set("value", value)
      case .secret(let name, let key, let isOptional):
        reference("secretKeyRef", name, key, isOptional, &yaml)
      case .configMap(let name, let key, let isOptional):
        reference("configMapKeyRef", name, key, isOptional, &yaml)
      case .field(let path):
        yaml.nested("valueFrom") { $0.nested("fieldRef") { $0.set("fieldPath", path) } }
      }
    }
  }

  private func reference(
    _ kind: String, _ name: Text, _ key: String, _ isOptional: Bool, _ yaml: inout YAMLMapping
  ) {
    yaml.nested("valueFrom") { from in
      from.nested(kind) { reference in
        reference.set("name", name)
        reference.set("key", key)
        if isOptional { reference.set("optional", true) }
      }
    }
  }
}
