/// What one execution of a template may use.
///
/// A template comes from anyone who may create a resource: what it may use is bounded, whatever it says.
package struct TemplateLimits: Sendable {
  /// Steps: nodes, function calls, values that are walked through, 16 bytes that are read or written.
  ///
  /// One takes about
  /// a tenth of a microsecond to a microsecond.
  package var mostSteps: Int
  /// Bytes of all texts, lists and maps that the template makes, its output included.
  package var mostBytes: Int
  /// Whether the time is up; asked every few thousand steps.
  package var isOverdue: @Sendable () -> Bool
  /// What to say then.
  package var overdueMessage: String

  package init(
    mostSteps: Int = 10_000_000, mostBytes: Int = 16 << 20,
    overdueMessage: String = "the template ran for too long",
    isOverdue: @escaping @Sendable () -> Bool = { false }
  ) {
    self.mostSteps = mostSteps
    self.mostBytes = mostBytes
    self.overdueMessage = overdueMessage
    self.isOverdue = isOverdue
  }

  /// Levels of values in values that are printed, compared, copied or read.
  ///
  /// A map that holds itself has more.
  package static let mostDepth = 200
}
