/// A value that must never be printed: texts, dumps and mirrors of it show that it is there, not what
/// it is.
package struct Sensitive<Value>: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: Value

  package init(_ value: Value) { self.value = value }

  /// The value, for the one place that has to have it; the name makes uses easy to find.
  package func reveal() -> Value { value }

  package var description: String { "(redacted)" }
  package var debugDescription: String { "(redacted)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Sensitive: Sendable where Value: Sendable {}
extension Sensitive: Equatable where Value: Equatable {}
extension Sensitive: Hashable where Value: Hashable {}
