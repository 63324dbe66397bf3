/// Why the file system refused.
package struct FileError: Error, CustomStringConvertible, Sendable {
  /// Path concerned.
  package let path: String
  /// What was attempted, for example "read".
  package let action: String
  /// The system's reason.
  package let reason: String

  package var description: String { "cannot \(action) \(path): \(reason)" }
}
