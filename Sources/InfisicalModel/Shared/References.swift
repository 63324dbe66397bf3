package import Diagnostics
package import YAMLSyntax

/// One key of a Secret.
package struct SecretReference: FieldBlock, Hashable {
  package static let summary = "One key of a Secret."

  package var name: Located<String> = ""
  /// Required by operators up to 0.11.5.
  package var namespace: Located<String>?
  package var key: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package init(name: Located<String>, namespace: Located<String>?, key: Located<String>) {
    self.name = name
    self.namespace = namespace
    self.key = key
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the Secret")
    fields.scalar(
      "namespace", &namespace,
      "namespace of the Secret; operators before 0.11.6 require it, later ones default to that of the resource"
    )
    fields.scalar("key", &key, .required, "key in the Secret")
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.namespace == right.namespace && left.key == right.key
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(namespace)
    hasher.combine(key)
  }
}

/// An object by its name.
package struct ObjectReference: FieldBlock, Hashable {
  package static let summary = "Reference to an object by name."

  package var name: Located<String> = ""
  /// Required by operators up to 0.11.5.
  package var namespace: Located<String>?
  package var span: SourceSpan?

  package init() {}

  package init(name: Located<String>, namespace: Located<String>?) {
    self.name = name
    self.namespace = namespace
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the object")
    fields.scalar(
      "namespace", &namespace,
      "namespace of the object; operators before 0.11.6 require it, later ones default to that of the resource"
    )
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.namespace == right.namespace
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(namespace)
  }
}

/// A Secret by its name, in the words of v1alpha1.
package struct KubeSecretReference: FieldBlock {
  package static let summary = "Reference to a Secret by name."

  package var secretName: Located<String> = ""
  package var secretNamespace: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("secretName", &secretName, .required, "name of the Secret")
    fields.scalar("secretNamespace", &secretNamespace, .required, "namespace of the Secret")
  }
}

/// A certificate in a Secret, in the words of v1alpha1.
package struct CAReference: FieldBlock {
  package static let summary = "Secret key that contains CA certificates as PEM."

  package var secretName: Located<String> = ""
  package var secretNamespace: Located<String> = ""
  package var key: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("secretName", &secretName, .required, "name of the Secret")
    fields.scalar("secretNamespace", &secretNamespace, .required, "namespace of the Secret")
    fields.scalar("key", &key, .required, "key in the Secret")
  }
}

/// TLS settings in the words of v1alpha1.
package struct LegacyTLS: FieldBlock {
  package static let summary = "How the server's certificate is verified."

  package var caRef: CAReference?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("caRef", &caRef, "CA certificate, in addition to those of the system")
  }
}
