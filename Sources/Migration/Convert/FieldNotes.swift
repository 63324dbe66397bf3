import Diagnostics

/// What became of the fields of one resource, where it is not simply "carried over".
struct FieldNotes: Sendable {
  struct Note: Sendable {
    let outcome: FieldOutcome
    /// Where it went, when no value of the new objects came from its bytes.
    let to: String?
    let reason: String
  }

  private var notes: [SourceSpan: Note] = [:]
  private(set) var defaults: [FieldReport] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// The note on the value at `span`, if any.
  func note(at span: SourceSpan) -> Note? { notes[span] }

  /// The value at `span` is carried over by other means.
  mutating func mapped(_ span: SourceSpan?, to: String, _ reason: String) {
    guard let span else { return }
    notes[span] = Note(outcome: .mapped, to: to, reason: reason)
  }

  /// The value at `span`, with all that is in it, works differently from now on.
  mutating func changed(
    _ span: SourceSpan?, to: String? = nil, _ reason: String, warning: String? = nil
  ) {
    guard let span else { return }
    notes[span] = Note(outcome: .changed, to: to, reason: reason)
    if let warning {
      diagnostics.append(Diagnostic(.changedMeaning, warning, at: span).note(reason))
    }
  }

  /// The value at `span`, with all that is in it, is not carried over.
  mutating func dropped(_ span: SourceSpan?, _ reason: String, warning: String? = nil) {
    guard let span else { return }
    notes[span] = Note(outcome: .dropped, to: nil, reason: reason)
    if let warning { diagnostics.append(Diagnostic(.droppedField, warning, at: span).note(reason)) }
  }

  /// A field that v1alpha1 left out is written with the value that was in force.
  mutating func defaulted(_ target: String, _ value: String, _ reason: String) {
    defaults.append(
      FieldReport(from: nil, to: "\(target) = \(value)", outcome: .defaulted, reason: reason))
  }

  /// Something that v1alpha1 left out works differently from now on.
  mutating func changedDefault(_ target: String, _ reason: String) {
    defaults.append(FieldReport(from: nil, to: target, outcome: .changed, reason: reason))
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}
