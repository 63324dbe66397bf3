public import Diagnostics
package import YAMLSyntax

/// One key of a Secret in the namespace of the topology.
public struct SecretKey: Sendable {
  /// Name of the Secret.
  public var name: Located<ResourceName>
  /// Key in it.
  public var key: Located<String>
  /// Where the block was written.
  public var span: SourceSpan?

  /// A key of a Secret.
  public init(name: Located<ResourceName>, key: Located<String>) {
    self.name = name
    self.key = key
  }
}

extension SecretKey: FieldBlock {
  package static let summary = "One key of a Secret."

  package init() { self.init(name: Located(ResourceName(unchecked: "unset")), key: "unset") }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the Secret")
    fields.scalar("key", &key, .required, "key in the Secret")
  }
}
