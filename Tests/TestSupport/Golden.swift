import Diagnostics
import Foundation
package import Testing

/// Comparison with committed results.
package enum Golden {
  /// Whether this run records results; recording fails by design, so that it cannot pass in CI.
  package static let isRecording = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

  /// Compares `actual` with the committed file.
  package static func expect(
    _ actual: [UInt8], at relative: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = Repository.path(relative)
    let committed = FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    guard committed != actual else { return }
    if isRecording {
      let url = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual).write(to: url)
      Issue.record("recorded \(relative)", sourceLocation: sourceLocation)
      return
    }
    let diff = UnifiedDiff.diff(
      old: committed ?? [], new: actual, oldName: "committed/\(relative)", newName: "actual")
    let head = diff.split(separator: "\n", omittingEmptySubsequences: false).prefix(40)
    Issue.record(
      "\(relative) differs; `make golden` records it\n\(head.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }
}
