public import Diagnostics
package import YAMLSyntax

/// Horizontal scaling by processor use.
public struct Autoscaling: Sendable {
  /// Whether the number of pods follows the load.
  public var enabled: Located<Bool> = true
  /// Fewest pods; the site's replicas when absent.
  public var min: Located<Int>?
  /// Most pods.
  public var max: Located<Int> = 8
  /// Processor use aimed at, in percent of the request.
  public var cpuPercent: Located<Int> = 70
  /// Where the block was written.
  public var span: SourceSpan?

  /// From the site's replicas to eight pods.
  public init() {}
}

extension Autoscaling: FieldBlock {
  package static let summary = "Horizontal autoscaling by CPU usage."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("enabled", &enabled, "whether to scale automatically")
    fields.scalar("min", &min, "minimum number of pods; defaults to `replicas`")
    fields.scalar("max", &max, "most pods")
    fields.scalar("cpuPercent", &cpuPercent, "target CPU usage in percent")
  }
}
