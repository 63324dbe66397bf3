import Diagnostics
import Migration
import Pipeline

/// A run of `redoubt migrate`: its findings and its totals.
///
/// Only what a report needs is kept: a file is forgotten as soon as its findings are printed.
struct MigrationRun {
  let format: ReportFormat
  let terminal: Terminal
  let keepsReports: Bool
  private(set) var totals = MigrationReport.Totals()
  private var reports: [ResourceReport] = []
  private var counts = SeverityCounts()
  private var sources = SourceMap()
  private var findings = DiagnosticBag()

  init(format: ReportFormat, terminal: Terminal, keepsReports: Bool) {
    self.format = format
    self.terminal = terminal
    self.keepsReports = keepsReports
  }

  /// Takes up a file that is done; `isCheck` makes a finding of a file that would change.
  mutating func add(_ done: MigrationWork.Done, isCheck: Bool) {
    totals.add(done.result)
    if keepsReports { reports += done.result.reports }
    if isCheck, format != .text, done.result.bytes != nil {
      note(
        Diagnostic(
          .pendingMigration,
          "\(done.result.migrated == 1 ? "a resource" : "\(done.result.migrated) resources") would be converted",
          path: done.source.path
        ).help("run `redoubt migrate --in-place` on it"))
    }
    guard !done.result.diagnostics.diagnostics.isEmpty else { return }
    sources.adopt(done.source)
    show(done.result.diagnostics)
    if format.isStreamed { sources = SourceMap() }
  }

  /// A finding about no file.
  mutating func note(_ diagnostic: Diagnostic) {
    var bag = DiagnosticBag()
    bag.report(diagnostic)
    show(bag)
  }

  private mutating func show(_ bag: DiagnosticBag) {
    counts.add(bag)
    guard !bag.diagnostics.isEmpty else { return }
    guard format.isStreamed else { return findings.append(contentsOf: bag) }
    let text = format.renderer(isColored: terminal.isColored).render(
      bag.sorted, sources: sources, summary: RunSummary(files: 1, documents: 0))
    if format == .text { terminal.complain(text + "\n") } else { Terminal.write(text, to: 1) }
  }

  var report: MigrationReport { MigrationReport(totals, reports) }

  /// Ends the report and says what was done.
  func finish() {
    if !format.isStreamed {
      let summary = RunSummary(files: totals.files, documents: totals.migrated + totals.refused)
      let text = format.renderer(isColored: false).render(
        findings.sorted, sources: sources, summary: summary)
      Terminal.write(text, to: 1)
    }
    func count(_ number: Int, _ one: String, _ many: String) -> String {
      "\(number) \(number == 1 ? one : many)"
    }
    var text = "\(totals.migrated) migrated, \(totals.refused) refused, "
    text += "\(count(totals.connections, "connection", "connections")) and "
    text += "\(count(totals.identities, "identity", "identities")) written, "
    text += "in \(count(totals.files, "file", "files"))"
    if !counts.text.isEmpty { text += "; \(counts.text)" }
    terminal.summarize(text + "\n", isResult: false)
  }
}
