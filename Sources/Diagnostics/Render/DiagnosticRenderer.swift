/// Counts that a report closes with.
public struct RunSummary: Hashable, Sendable {
  /// Files read.
  public var files: Int
  /// YAML documents in them.
  public var documents: Int

  /// A summary of what was looked at.
  public init(files: Int, documents: Int) {
    self.files = files
    self.documents = documents
  }
}

/// Turns findings into one report; a format is one conformer in one file.
package protocol DiagnosticRenderer: Sendable {
  /// The whole report. `diagnostics` come sorted.
  func render(_ diagnostics: [Diagnostic], sources: SourceMap, summary: RunSummary) -> String
}

/// Line indexes of the files that have findings, computed once each.
struct LineCache {
  private let sources: SourceMap
  private var indexes: [SourceFileID: LineIndex] = [:]
  private var secrets: [SourceFileID: [Range<Int>]] = [:]

  init(_ sources: SourceMap) {
    self.sources = sources
  }

  mutating func index(of file: SourceFileID) -> LineIndex? {
    if let known = indexes[file] { return known }
    guard let source = sources[file] else { return nil }
    let index = LineIndex(source.bytes)
    indexes[file] = index
    return index
  }

  /// Lines of a file, counted from 0, that belong to Secrets.
  mutating func secrets(of file: SourceFileID) -> [Range<Int>] {
    if let known = secrets[file] { return known }
    guard let index = index(of: file) else { return [] }
    let lines = SecretMask.secretLines(of: bytes(of: file), index)
    secrets[file] = lines
    return lines
  }

  func path(of file: SourceFileID) -> String { sources[file]?.path ?? "<unknown>" }

  func bytes(of file: SourceFileID) -> [UInt8] { sources[file]?.bytes ?? [] }
}
