package import Diagnostics
import YAMLSyntax

/// Decides which findings are reported, and how serious they are.
package struct FindingFilter: Sendable {
  private let configuration: LintConfiguration
  private let baseline: Baseline?

  package init(_ configuration: LintConfiguration, baseline: Baseline?) {
    self.configuration = configuration
    self.baseline = baseline
  }

  /// The checks of other linters that look for the same as a finding.
  fileprivate static let counterparts = Dictionary(
    AllLintRules.infos.map { ($0.code, $0.counterparts) }, uniquingKeysWith: { first, _ in first })

  /// What is left of the findings of a run, sorted; unused comments and entries are added.
  package func apply(
    _ all: [Diagnostic], files: [LintedFile], sources: SourceMap
  ) -> DiagnosticBag {
    var bag = DiagnosticBag()
    for finding in all { bag.report(finding) }
    var ignores = IgnoreTable(files, sources)
    let silenced = SilencedObjects(files)
    var kept = DiagnosticBag()
    for var finding in bag.sorted {
      guard let severity = severity(of: finding) else {
        continue
      }
      finding.severity = severity
      if isIgnored(finding, sources) { continue }
      if silenced.covers(finding) { continue }
      if ignores.use(finding) { continue }
      kept.report(finding)
    }
    for finding in ignores.unused {
      if let severity = severity(of: finding) {
        var finding = finding
        finding.severity = severity
        kept.report(finding)
      }
    }
    return baseline.map { $0.apply(kept, sources) } ?? kept
  }

  /// The severity of a finding; nil when its rule is off.
  private func severity(of finding: Diagnostic) -> Severity? {
    let code = finding.code.description
    guard let pair = configuration.severities.last(where: { $0.key.value == code }) else {
      return finding.severity
    }
    return Severity(rawValue: pair.value.value)
  }

  private func isIgnored(_ finding: Diagnostic, _ sources: SourceMap) -> Bool {
    configuration.ignore.contains { entry in
      guard entry.code.value == finding.code.description else { return false }
      if let path = entry.path?.value {
        let file = finding.primary.flatMap { sources[$0.span.file]?.path } ?? finding.path ?? ""
        guard PathPattern(path).matches(file) else { return false }
      }
      let object = finding.resource
      let pairs = [
        (entry.kind?.value, object?.kind), (entry.namespace?.value, object?.namespace),
        (entry.name?.value, object?.name),
      ]
      return pairs.allSatisfy { wanted, actual in
        wanted.map { PathPattern.matches(actual ?? "", $0) } ?? true
      }
    }
  }
}

/// Objects for which annotations of kube-linter switch checks off.
private struct SilencedObjects {
  private var checks: [Diagnostic.Resource: [String]] = [:]

  init(_ files: [LintedFile]) {
    for file in files {
      for (identity, check) in file.silenced { checks[identity, default: []].append(check) }
    }
  }

  func covers(_ finding: Diagnostic) -> Bool {
    guard !checks.isEmpty, let object = finding.resource, let own = checks[object],
      let counterparts = FindingFilter.counterparts[finding.code], !counterparts.isEmpty
    else { return false }
    return own.contains { $0 == "*" || counterparts.contains($0) }
  }
}

/// Comments that silence findings, and which of them did.
private struct IgnoreTable {
  private struct Key: Hashable {
    let file: SourceFileID
    let line: Int
  }

  private var byLine: [Key: [Int]] = [:]
  private var comments: [IgnoreComment] = []
  private var used: [Set<String>] = []
  private var indexes: [SourceFileID: LineIndex] = [:]

  init(_ files: [LintedFile], _ sources: SourceMap) {
    for comment in files.flatMap(\.ignores) {
      byLine[Key(file: comment.span.file, line: comment.line), default: []].append(comments.count)
      comments.append(comment)
      used.append([])
      if indexes[comment.span.file] == nil, let file = sources[comment.span.file] {
        indexes[comment.span.file] = LineIndex(file.bytes)
      }
    }
  }

  /// Whether a comment silences `finding`; the comment counts as used then.
  mutating func use(_ finding: Diagnostic) -> Bool {
    guard let span = finding.primary?.span, let index = indexes[span.file] else { return false }
    let line = index.position(at: Int(span.start)).line
    let code = finding.code.description
    var isSilenced = false
    for position in byLine[Key(file: span.file, line: line)] ?? []
    where comments[position].codes.contains(code) {
      used[position].insert(code)
      isSilenced = true
    }
    return isSilenced
  }

  /// Comments that silence nothing, or say no reason.
  var unused: [Diagnostic] {
    var result: [Diagnostic] = []
    for (comment, used) in zip(comments, used) {
      for code in comment.codes where !used.contains(code) {
        result.append(
          Diagnostic(
            .unusedIgnore, "this comment suppresses no finding with the code `\(code)`",
            at: comment.span
          )
          .help("remove it"))
      }
      if comment.codes.isEmpty {
        result.append(
          Diagnostic(.unusedIgnore, "this comment has no code", at: comment.span)
            .help("write `# redoubt:ignore CODE reason`"))
      } else if comment.reason.isEmpty, !used.isEmpty {
        result.append(
          Diagnostic(.ignoreWithoutReason, "this comment has no reason", at: comment.span)
            .help("add a reason after the code"))
      }
    }
    return result
  }
}
