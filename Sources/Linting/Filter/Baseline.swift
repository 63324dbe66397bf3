package import Diagnostics
import YAMLSyntax

/// Findings that are known and not to be reported again, by their fingerprints.
package struct Baseline: Sendable {
  private let entries: Set<String>
  /// Where the baseline was read from.
  private let span: SourceSpan

  /// Reads a baseline; nil with findings when it cannot be used.
  package static func load(_ file: SourceFile, into bag: inout DiagnosticBag) -> Baseline? {
    let stream = YAMLParser().parse(file, into: &bag)
    let span = SourceSpan(file: file.id, start: 0, end: 0)
    guard !bag.hasErrors, let items = stream.documents.first?.root?["findings"]?.items else {
      if !bag.hasErrors {
        bag.report(
          Diagnostic(.invalidConfiguration, "not a baseline", at: span)
            .help("create one with `--write-baseline`"))
      }
      return nil
    }
    return Baseline(entries: Set(items.compactMap { $0["fingerprint"]?.text }), span: span)
  }

  /// The bytes of a baseline of `diagnostics`, which are sorted.
  package static func bytes(_ diagnostics: [Diagnostic], sources: SourceMap) -> [UInt8] {
    let marks = Fingerprint.all(diagnostics, sources: sources)
    let items = zip(diagnostics, marks).map { diagnostic, mark in
      YAMLMapping.build { item in
        item.set("code", diagnostic.code.description)
        item.set(
          "file", diagnostic.primary.flatMap { sources[$0.span.file]?.path } ?? diagnostic.path)
        item.set("message", diagnostic.message)
        item.set("fingerprint", mark)
      }
    }
    return JSONPrinter.print(
      YAMLMapping.build { root in
        root.set("version", 1)
        root.set("findings", YAMLNode.sequence(items))
      })
  }

  /// What of `bag` the baseline does not list; entries that fit nothing are said once.
  func apply(_ bag: DiagnosticBag, _ sources: SourceMap) -> DiagnosticBag {
    var kept = DiagnosticBag()
    var used: Set<String> = []
    let sorted = bag.sorted
    for (finding, mark) in zip(sorted, Fingerprint.all(sorted, sources: sources)) {
      if entries.contains(mark) { used.insert(mark) } else { kept.report(finding) }
    }
    let gone = entries.count - used.count
    if gone > 0 {
      kept.report(
        Diagnostic(
          .unusedBaseline,
          "\(gone == 1 ? "an entry" : "\(gone) entries") of the baseline no longer match any finding",
          at: span
        ).help("update it with `--write-baseline`"))
    }
    return kept
  }
}
