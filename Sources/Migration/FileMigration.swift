package import Diagnostics

/// What became of one file.
package struct FileMigration: Sendable {
  /// The new bytes; nil when nothing changed.
  package internal(set) var bytes: [UInt8]?
  package internal(set) var diagnostics: DiagnosticBag
  package internal(set) var migrated = 0
  package internal(set) var refused: Int
  /// Connections that were written.
  package internal(set) var connections = 0
  /// Identities that were written.
  package internal(set) var identities = 0
  /// Reports of resources, when they were asked for.
  package internal(set) var reports: [ResourceReport] = []

  init(diagnostics: DiagnosticBag, refused: Int) {
    self.diagnostics = diagnostics
    self.refused = refused
  }
}
