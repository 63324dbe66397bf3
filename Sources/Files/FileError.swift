/// Why the file system refused.
package struct FileError: Error, CustomStringConvertible, Sendable {
  /// Path concerned.
  package let path: String
  /// What was attempted, for example "read".
  package let action: String
  /// The system's reason.
  package let reason: String

  package init(path: String, action: String, reason: String) {
    self.path = path
    self.action = action
    self.reason = reason
  }

  package var description: String { "cannot \(action) \(path): \(reason)" }
}
