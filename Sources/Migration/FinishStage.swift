import Diagnostics
import InfisicalModel
import YAMLSyntax

/// The last stage: writes the new objects of one file, whose names are known now.
struct FinishStage: Sendable {
  let options: MigrationOptions

  func finish(_ prepared: PreparedFile, _ names: SharedNames) -> FileMigration {
    let file = prepared.file
    let lines = options.reportsFields ? LineIndex(file.bytes) : nil
    let lineBreak = Self.lineBreak(of: file.bytes)
    var edits = SourceEdits()
    var result = FileMigration(diagnostics: prepared.bag, refused: prepared.unread)
    for (resource, places) in zip(prepared.resources, names.places) {
      for diagnostic in resource.notes.diagnostics {
        var diagnostic = diagnostic
        diagnostic.resource = resource.found.identity
        result.diagnostics.report(diagnostic)
      }
      guard let converted = resource.converted, let places else {
        result.refused += 1
        if let lines { result.reports.append(refusal(resource, file, lines)) }
        continue
      }
      result.migrated += 1
      result.connections += places.connection.isNew ? 1 : 0
      result.identities += places.auth.isNew ? 1 : 0
      for warning in places.auth.isNew ? converted.auth.warnings : [] {
        var warning = warning
        warning.resource = resource.found.identity
        result.diagnostics.report(warning)
      }
      let objects = ResourceAssembly.assemble(converted, places, resource.options)
      let range = resource.found.region.range
      let comments = CommentScanner.comments(in: range, of: file, around: resource.found.node)
      let text = ResourceText(form: resource.found.region.form, lineBreak: lineBreak).write(
        objects.filter(\.isNew).map(\.node),
        CommentBook(comments, root: resource.found.node, file: file))
      let span = SourceSpan(file: file.id, start: range.lowerBound, end: range.upperBound)
      edits.replace(span, with: String(decoding: text, as: UTF8.self))
      if let lines {
        result.reports.append(report(resource, converted, objects, file, lines))
      }
    }
    // Regions of different resources never overlap, so the edits always fit.
    if result.migrated > 0 { result.bytes = try? edits.apply(to: file) }
    return result
  }

  /// The line break that a file uses first.
  private static func lineBreak(of bytes: [UInt8]) -> String {
    guard let index = bytes.firstIndex(where: \.isBreak), bytes[index] == 0x0D else { return "\n" }
    return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? "\r\n" : "\r"
  }

  // MARK: Reports

  private func refusal(
    _ resource: PreparedResource, _ file: SourceFile, _ lines: LineIndex
  ) -> ResourceReport {
    let identity = resource.found.identity
    return ResourceReport(
      file: file.path, line: lines.position(at: resource.found.region.range.lowerBound).line,
      namespace: identity.namespace.isEmpty
        ? resource.options.assumedNamespace : identity.namespace,
      name: identity.name, isMigrated: false, written: [], shared: [], targets: [], fields: [],
      manifests: nil,
      reasons: resource.notes.diagnostics.filter { $0.severity == .error }
        .map { "\($0.code) \($0.message)" })
  }

  private func report(
    _ resource: PreparedResource, _ converted: ConvertedResource, _ objects: [AssembledObject],
    _ file: SourceFile, _ lines: LineIndex
  ) -> ResourceReport {
    let place = converted.namespace?.value ?? resource.options.assumedNamespace
    return ResourceReport(
      file: file.path, line: lines.position(at: resource.found.region.range.lowerBound).line,
      namespace: place, name: converted.name.value, isMigrated: true,
      written: objects.filter(\.isNew).map(\.object),
      shared: objects.filter { !$0.isNew }.map(\.object),
      targets: converted.secret.spec.targets.map { target in
        PlannedTarget(
          kind: target.kind.value.rawValue, namespace: target.namespace?.value.text ?? place,
          name: target.name.value.text, isOwned: target.creationPolicy.value == .owner)
      },
      fields: FieldCoverage(resource.notes).reports(resource.found.resolved, objects),
      manifests: PlannedManifests(resource.found.resolved, converted, objects), reasons: [])
  }
}
