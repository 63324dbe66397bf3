package import Diagnostics
import YAMLSyntax

/// Reads `topology.lock.json`.
package enum LockLoader {
  /// The lock in `file`; nil with a finding when it is damaged, edited or of a later version.
  package static func load(
    _ file: SourceFile, into bag: inout DiagnosticBag
  ) -> TopologyLock? {
    if let markers = conflict(in: file) {
      bag.report(
        Diagnostic(
          .brokenLock, "the lock file has merge conflict markers: both branches took a step",
          at: markers
        ).help(
          "only one of the steps can have happened: take the lock file and the topology of the branch that was applied, then run `redoubt build`"
        ))
      return nil
    }
    let stream = YAMLParser().parse(file, into: &bag)
    let start = SourceSpan(file: file.id, start: 0, end: 0)
    guard !bag.hasErrors, let root = stream.documents.first?.root, root.entries != nil else {
      if !bag.hasErrors { report("the lock file is empty", start, &bag) }
      return nil
    }
    if let version = root["version"]?.scalar.flatMap({ Int($0.text) }),
      version > TopologyLock.currentVersion
    {
      let writer = root["writtenBy"]?.scalar.map { " by Redoubt \($0.text)" } ?? ""
      bag.report(
        Diagnostic(
          .brokenLock,
          "the lock file was written\(writer) in format \(version), which this release does not know",
          at: root["version"]?.span
        ).help("use that release of Redoubt or a newer one"))
      return nil
    }
    let (lock, outcome) = FieldDecoder.decode(TopologyLock.self, from: root, path: "", rules: rules)
    bag.append(contentsOf: outcome.diagnostics)
    guard !outcome.isIncomplete, !outcome.diagnostics.hasErrors else { return nil }
    guard lock.version.value >= 1, (lock.input != nil) == (lock.version.value == 1) else {
      report("the fields do not fit version \(lock.version.value)", lock.version.span, &bag)
      return nil
    }
    guard lock.isIntact, lock.state != nil else {
      report("the lock file was edited: its hashes do not match its contents", lock.seal.span, &bag)
      return nil
    }
    return lock
  }

  /// The first conflict marker that `git merge` leaves.
  private static func conflict(in file: SourceFile) -> SourceSpan? {
    let marker = Array("<<<<<<< ".utf8)
    var start = 0
    for line in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: marker) {
        return SourceSpan(file: file.id, start: start, end: start + line.count)
      }
      start += line.count + 1
    }
    return nil
  }

  private static func report(_ message: String, _ span: SourceSpan?, _ bag: inout DiagnosticBag) {
    bag.report(
      Diagnostic(.brokenLock, message, at: span)
        .help("restore \(TopologyLock.path) from version control"))
  }

  private static let rules = FieldRules(
    unknownField: .brokenLock, missingField: .brokenLock, wrongType: .brokenLock,
    invalidValue: .brokenLock, missingReason: ": the lock file is damaged")
}

extension RuleInfo {
  /// TOPO-017.
  package static let brokenLock = RuleInfo(
    .topology, 117, "broken-lock",
    summary: "The lock file is missing although a tree exists, is damaged, or was edited manually.",
    why: "Without the previous state, an unsafe step cannot be told from a safe one.",
    sources: [.catalogue("TOPO-017")])
}
