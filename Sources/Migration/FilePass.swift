import Diagnostics
import InfisicalModel
import YAMLSyntax

/// The migration of one file under way.
struct FilePass {
  let file: SourceFile
  let options: MigrationOptions
  let global: GlobalConfiguration?
  private(set) var shared: SharedResources
  private var edits = SourceEdits()
  private var bag = DiagnosticBag()
  private var migrated = 0
  private var refused = 0
  private var connections = 0
  private var identities = 0
  private var reports: [ResourceReport] = []
  private let lines: LineIndex?
  private let lineBreak: String

  init(
    file: SourceFile, options: MigrationOptions, global: GlobalConfiguration?,
    shared: SharedResources
  ) {
    self.file = file
    self.options = options
    self.global = global
    self.shared = shared
    lines = options.reportsFields ? LineIndex(file.bytes) : nil
    lineBreak = Self.lineBreak(of: file.bytes)
  }

  /// The line break that the file uses first.
  private static func lineBreak(of bytes: [UInt8]) -> String {
    guard let index = bytes.firstIndex(where: \.isBreak), bytes[index] == 0x0D else { return "\n" }
    return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? "\r\n" : "\r"
  }

  /// Migrates one resource, or says why not.
  mutating func migrate(_ resource: FoundResource, syntax: DiagnosticBag) {
    var notes = FieldNotes()
    for fault in obstacles(resource, syntax) { notes.report(fault) }
    let isReadable = notes.diagnostics.isEmpty
    let converter = ResourceConverter(options: options, global: global)
    let converted = isReadable ? converter.convert(resource.resolved, &notes) : nil
    for diagnostic in notes.diagnostics {
      var diagnostic = diagnostic
      diagnostic.resource = resource.identity
      bag.report(diagnostic)
    }
    guard let converted else {
      refused += 1
      if let lines { reports.append(refusal(resource, notes, lines)) }
      return
    }
    migrated += 1
    let objects = ResourceAssembly.assemble(converted, options, &shared)
    for object in objects where object.isNew {
      connections += object.object.kind == InfisicalConnectionSpec.kind.kind ? 1 : 0
      identities += object.object.kind == InfisicalAuthSpec.kind.kind ? 1 : 0
    }
    let comments = CommentScanner.comments(
      in: resource.region.range, of: file, around: resource.node)
    let text = ResourceText(form: resource.region.form, lineBreak: lineBreak)
    let new = text.write(
      objects.filter(\.isNew).map(\.node),
      CommentBook(comments, root: resource.node, file: file))
    let span = SourceSpan(
      file: file.id, start: resource.region.range.lowerBound, end: resource.region.range.upperBound)
    edits.replace(span, with: String(decoding: new, as: UTF8.self))
    if let lines { reports.append(report(resource, converted, objects, notes, lines)) }
  }

  /// Findings of the parser that concern documents that could not be read.
  mutating func report(_ syntax: DiagnosticBag, beside resources: [FoundResource]) {
    for diagnostic in syntax.diagnostics {
      guard let span = diagnostic.primary?.span else { continue }
      let isFatal =
        diagnostic.code != RuleInfo.yamlDuplicateKey.code
        && diagnostic.code != RuleInfo.yamlKey.code
      let isOurs = resources.contains { $0.region.range.contains(span.range.lowerBound) }
      guard isFatal, !isOurs else { continue }
      // What is never closed is noticed in the next document only.
      let start = diagnostic.secondary.first?.span ?? span
      let window = DocumentWindow.around(start.range.lowerBound, in: file.bytes)
      let text = file.bytes[window]
      guard text.containsText("InfisicalSecret") || diagnostic.code == RuleInfo.yamlEncoding.code
      else { continue }
      refused += 1
      bag.report(text.containsText("{{") ? Self.templated(diagnostic) : diagnostic)
    }
  }

  private static func templated(_ diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic(
      .templatedText, "this document is a template and no YAML yet", at: diagnostic.primary?.span
    ).note(diagnostic.message)
      .help("render it first, for example with `helm template`, or migrate it by hand")
  }

  /// What keeps a resource from being looked at in detail.
  private func obstacles(_ resource: FoundResource, _ syntax: DiagnosticBag) -> [Diagnostic] {
    let inside = syntax.diagnostics.filter { diagnostic in
      diagnostic.primary.map {
        resource.region.range.contains($0.span.range.lowerBound)
      } ?? false
    }
    if file.bytes[resource.region.range].containsText("{{"),
      let place = TemplatedText.find(in: resource.node)
    {
      return [
        Diagnostic(.templatedText, "this resource is a template", at: place.span).help(
          "render it first, for example with `helm template`, or migrate it by hand")
      ]
    }
    if !inside.isEmpty { return inside }
    if let (anchor, alias) = AnchorCheck.borrowed(from: resource.node, in: resource.root) {
      return [
        Diagnostic(
          .sharedAnchor, "an anchor of the resource is used outside of it",
          at: anchor.span?.startPoint
        ).label(alias.span, "used here").help("write the value out there")
      ]
    }
    return []
  }

  // MARK: Results

  /// The outcome for the whole file.
  func result() -> FileMigration {
    // Regions of different resources never overlap, so the edits always fit.
    let bytes = migrated == 0 ? nil : try? edits.apply(to: file)
    return FileMigration(
      bytes: bytes, diagnostics: bag, migrated: migrated, refused: refused,
      connections: connections, identities: identities, reports: reports)
  }

  private func refusal(
    _ resource: FoundResource, _ notes: FieldNotes, _ lines: LineIndex
  ) -> ResourceReport {
    let identity = resource.identity
    let place = identity.namespace.isEmpty ? options.namespace ?? "default" : identity.namespace
    return ResourceReport(
      file: file.path, line: lines.position(at: resource.region.range.lowerBound).line,
      namespace: place, name: identity.name, isMigrated: false, written: [], shared: [],
      targets: [], fields: [], manifests: nil,
      reasons: notes.diagnostics.filter { $0.severity == .error }.map { "\($0.code) \($0.message)" }
    )
  }

  private func report(
    _ resource: FoundResource, _ converted: ConvertedResource, _ objects: [AssembledObject],
    _ notes: FieldNotes, _ lines: LineIndex
  ) -> ResourceReport {
    let place = converted.namespace?.value ?? options.namespace ?? "default"
    return ResourceReport(
      file: file.path, line: lines.position(at: resource.region.range.lowerBound).line,
      namespace: place, name: converted.name.value, isMigrated: true,
      written: objects.filter(\.isNew).map(\.object),
      shared: objects.filter { !$0.isNew }.map(\.object),
      targets: converted.secret.spec.targets.map { target in
        PlannedTarget(
          kind: target.kind.value.rawValue, namespace: target.namespace?.value.text ?? place,
          name: target.name.value.text, isOwned: target.creationPolicy.value == .owner)
      },
      fields: FieldCoverage(notes).reports(resource.resolved, objects),
      manifests: PlannedManifests(resource.resolved, converted, objects), reasons: [])
  }
}

/// The bytes between two `---` lines.
enum DocumentWindow {
  static func around(_ offset: Int, in bytes: [UInt8]) -> Range<Int> {
    var start = min(offset, bytes.count)
    while start > 0, !(isStart(start, bytes) && start < offset) { start -= 1 }
    var end = min(offset + 1, bytes.count)
    while end < bytes.count, !isStart(end, bytes) { end += 1 }
    return start..<end
  }

  private static func isStart(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    guard offset == 0 || bytes[offset - 1].isBreak, offset + 3 <= bytes.count else { return false }
    return bytes[offset..<offset + 3].allSatisfy { $0 == 0x2D }
  }
}
