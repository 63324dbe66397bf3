public import Diagnostics
public import YAMLSyntax

/// Where instances run.
public struct PostgresPlacement: Sendable {
  /// Whether instances may share a node.
  public var antiAffinity = Located(AntiAffinity.required)
  /// Labels of the nodes to run on.
  public var nodeSelector: [StringPair] = []
  /// Taints to tolerate.
  public var tolerations: [Toleration] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// One instance a node, on any node.
  public init() {}
}

extension PostgresPlacement: FieldBlock {
  package static let summary = "Placement of the instances."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("antiAffinity", &antiAffinity, "required or preferred")
    fields.strings("nodeSelector", &nodeSelector, "labels of the nodes")
    fields.blocks("tolerations", &tolerations, "tolerated taints")
  }
}
