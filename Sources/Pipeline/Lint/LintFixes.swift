import Diagnostics
import Linting
import YAMLSyntax

/// The safe edits that findings propose.
package enum LintFixes {
  /// A file as it is and as it would be.
  package struct Edit: Sendable {
    package let file: LintFile
    package let old: [UInt8]
    package let new: [UInt8]
    /// Findings that the edit removes.
    package let count: Int
  }

  /// Edits by file, in the order of the files; one that would break the YAML of a file is left out.
  package static func edits(_ outcome: LintOutcome, _ plan: LintPlan) -> [Edit] {
    var byFile: [SourceFileID: [Diagnostic]] = [:]
    for finding in outcome.findings.sorted {
      guard let file = finding.primary?.span.file else { continue }
      byFile[file, default: []].append(finding)
    }
    var edits: [Edit] = []
    for source in outcome.sources.files {
      let position = source.id.position
      guard position < plan.files.count, let findings = byFile[source.id],
        let fixed = SafeFixes.apply(findings, to: source), isSound(fixed.bytes, source)
      else { continue }
      edits.append(
        Edit(
          file: plan.files[position], old: source.bytes, new: fixed.bytes, count: fixed.count))
    }
    return edits
  }

  /// Whether the edited bytes are no worse YAML than before.
  private static func isSound(_ bytes: [UInt8], _ old: SourceFile) -> Bool {
    func faults(_ file: SourceFile) -> Int {
      var bag = DiagnosticBag()
      YAMLParser().parse(file, into: &bag) { _, _ in }
      return bag.count(of: .error)
    }
    let new = SourceFile(position: old.id.position, path: old.path, bytes: bytes)
    return faults(new) <= faults(old)
  }
}
