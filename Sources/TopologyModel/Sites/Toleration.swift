public import Diagnostics
package import YAMLSyntax

/// Effect of a taint.
public enum TaintEffect: String, CaseIterable, Sendable {
  /// Pods are not scheduled.
  case noSchedule = "NoSchedule"
  /// Pods are scheduled elsewhere when possible.
  case preferNoSchedule = "PreferNoSchedule"
  /// Pods are evicted.
  case noExecute = "NoExecute"
}

extension TaintEffect: FieldValue {
  package static var typeName: String { "a taint effect" }
}

/// A taint that pods tolerate; without a value any value is.
public struct Toleration: Sendable {
  /// Key of the taint.
  public var key: Located<String>
  /// Value of the taint.
  public var value: Located<String>?
  /// Effect of the taint; any when absent.
  public var effect: Located<TaintEffect>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// Tolerates any value and effect.
  public init(key: Located<String>) {
    self.key = key
  }
}

extension Toleration: FieldBlock {
  package static let summary = "A taint that pods tolerate."

  package init() { self.init(key: "unset") }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("key", &key, .required, "key of the taint")
    fields.scalar("value", &value, "value of the taint; any by default")
    fields.scalar("effect", &effect, "effect of the taint; any by default")
  }
}
