package import Diagnostics
import YAMLSyntax

/// Applies the safe fixes of findings to one file.
package enum SafeFixes {
  /// The bytes with as many safe fixes as do not touch each other; nil when there is none.
  package static func apply(
    _ findings: [Diagnostic], to file: SourceFile
  ) -> (bytes: [UInt8], count: Int)? {
    var edits: [TextEdit] = []
    var taken: [Range<Int>] = []
    var count = 0
    for finding in findings {
      guard let fix = finding.fixes.first(where: { $0.applicability == .safe }),
        fix.edits.allSatisfy({ $0.span.file == file.id }),
        !fix.edits.contains(where: { edit in
          taken.contains { $0.overlaps(edit.span.range) || $0 == edit.span.range }
        })
      else { continue }
      edits += fix.edits
      taken += fix.edits.map(\.span.range)
      count += 1
    }
    guard count > 0, let bytes = try? SourceEdits(edits).apply(to: file) else { return nil }
    return (bytes, count)
  }
}
