import Foundation

/// A folder that goes away with the value's owner.
package final class TemporaryFolder: Sendable {
  /// Path of the folder.
  package let root: String

  package init() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent(
      "redoubt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    root = base.path
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// A path below the folder.
  package func path(_ relative: String) -> String { "\(root)/\(relative)" }

  /// Writes a file and the folders above it.
  @discardableResult
  package func write(_ text: String, to relative: String) throws -> String {
    let url = URL(fileURLWithPath: path(relative))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// The text of a file.
  package func read(_ relative: String) throws -> String {
    try String(contentsOfFile: path(relative), encoding: .utf8)
  }

  /// Whether something lies at the path.
  package func exists(_ relative: String) -> Bool {
    FileManager.default.fileExists(atPath: path(relative))
  }
}
