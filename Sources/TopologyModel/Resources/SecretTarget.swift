public import Diagnostics
public import YAMLSyntax

/// Kind of object that secrets are written to.
public enum SecretTargetKind: String, CaseIterable, Sendable {
  /// A Secret.
  case secret = "Secret"
  /// A ConfigMap.
  case configMap = "ConfigMap"
}

extension SecretTargetKind: FieldValue {
  package static var typeName: String { "a kind of target" }
}

/// What becomes of a target when its resource is deleted.
public enum SecretTargetPolicy: String, CaseIterable, Sendable {
  /// It is deleted too.
  case owner = "Owner"
  /// It stays.
  case orphan = "Orphan"
}

extension SecretTargetPolicy: FieldValue {
  package static var typeName: String { "a creation policy" }
}

/// An object that secrets are written to.
public struct SecretTarget: Sendable {
  /// Name of the object.
  public var name: Located<ResourceName>
  /// Namespace of the object; that of the resource when absent.
  public var namespace: Located<DNSLabel>?
  /// Kind of the object.
  public var kind = Located(SecretTargetKind.secret)
  /// What becomes of it when the resource is deleted.
  public var creationPolicy = Located(SecretTargetPolicy.owner)
  /// Type of a Secret; Opaque when absent.
  public var secretType: Located<String>?
  /// A Go template for each key; every secret under its own key when empty.
  public var template: [StringPair] = []
  /// Labels instead of those of the resource.
  public var labels: [StringPair] = []
  /// Annotations instead of those of the resource.
  public var annotations: [StringPair] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// A Secret that is deleted with its resource.
  public init(name: Located<ResourceName>) {
    self.name = name
  }
}

extension SecretTarget: FieldBlock {
  package static let summary = "An object to which secrets are written."

  package init() { self.init(name: Located(ResourceName(unchecked: "unset"))) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the object")
    fields.scalar(
      "namespace", &namespace, "namespace of the object; defaults to that of the resource")
    fields.scalar("kind", &kind, "kind of the object")
    fields.scalar(
      "creationPolicy", &creationPolicy, "Owner: deleted with the resource; Orphan: kept")
    fields.scalar("secretType", &secretType, "type of a Secret; defaults to Opaque")
    fields.strings(
      "template", &template, "Go template for each key; by default every secret becomes a key")
    fields.strings("labels", &labels, "labels of the object")
    fields.strings("annotations", &annotations, "annotations of the object")
  }
}
