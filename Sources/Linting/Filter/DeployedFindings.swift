package import Diagnostics

/// Joins what was found in several kustomizations, or several objects, at one line that all of them share.
package enum DeployedFindings {
  private struct Key: Hashable {
    let code: DiagnosticCode
    let span: SourceSpan
    /// Without the name of the object, which prefixes and suffixes change.
    let message: String
  }

  private static let mostNamed = 3

  /// The findings with each fault once, in the order in which they were first found; those of deployed objects
  /// say which kustomizations deploy them, where the file alone does not tell.
  package static func merge(
    _ findings: [Diagnostic], sources: SourceMap
  ) -> [Diagnostic] {
    guard findings.contains(where: { $0.resource?.root.isEmpty == false }) else { return findings }
    var positions: [Key: Int] = [:]
    var merged: [(finding: Diagnostic, roots: [String])] = []
    for finding in findings {
      let root = finding.resource?.root ?? ""
      guard let span = finding.primary?.span else {
        merged.append((finding, []))
        continue
      }
      let key = Key(code: finding.code, span: span, message: shared(finding))
      let roots = root.isEmpty ? [] : [root]
      if let position = positions[key] {
        if !merged[position].roots.contains(root) { merged[position].roots += roots }
      } else {
        positions[key] = merged.count
        merged.append((finding, roots))
      }
    }
    return merged.map { finding, roots in
      guard let file = finding.primary?.span.file, let first = roots.first,
        roots.count > 1 || folder(of: file, sources) != first
      else { return finding }
      return finding.note("deployed by \(list(roots))")
    }
  }

  /// What people call the folder of a file that kustomizations read.
  private static func folder(of file: SourceFileID, _ sources: SourceMap) -> String? {
    sources[file].map { source in
      let folder = FolderFacts.folder(of: source.path)
      return folder.isEmpty ? "." : folder
    }
  }

  private static func list(_ roots: [String]) -> String {
    let names = roots.prefix(mostNamed).map { "`\($0)`" }.joined(separator: ", ")
    let rest = roots.count - mostNamed
    return rest > 0 ? "\(names) and \(rest) more" : names
  }

  private static func shared(_ finding: Diagnostic) -> String {
    guard let name = finding.resource?.name, !name.isEmpty else { return finding.message }
    let parts = finding.message.split(separator: "`", omittingEmptySubsequences: false)
    return parts.map { $0 == name ? "" : String($0) }.joined(separator: "`")
  }
}
