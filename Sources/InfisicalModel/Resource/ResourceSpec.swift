package import YAMLSyntax

/// The `spec` of a kind; together with ``Resource`` it is the kind.
package protocol ResourceSpec: FieldBlock {
  associatedtype Status: FieldBlock
  /// What the API server knows the kind by.
  static var kind: ResourceKind { get }
}
