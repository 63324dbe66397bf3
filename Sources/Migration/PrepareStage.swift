import Diagnostics
import InfisicalModel
import YAMLSyntax

/// The first stage: reads one file and converts its resources, each by itself.
struct PrepareStage: Sendable {
  let options: MigrationOptions
  let global: GlobalConfiguration?

  func prepare(_ file: SourceFile) -> PreparedFile {
    var prepared = PreparedFile(file: file)
    let isUTF16 = file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF])
    guard Migrator.isWorthMigrating(file.bytes) || isUTF16 else { return prepared }
    var syntax = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &syntax)
    let resources = FoundResource.all(in: stream, of: file)
    report(syntax, beside: resources, &prepared)
    for span in EmbeddedResource.places(in: stream) {
      prepared.bag.report(
        Diagnostic(
          .embeddedResource, "an InfisicalSecret inside another object is not migrated", at: span
        ).help("a chart or a program makes an object of it: change the values to the new kinds"))
    }
    let hasAnchors = ByteSearch.first(0x26, in: file.bytes, file.bytes.indices) != nil
    let taken =
      file.bytes.containsText("InfisicalStaticSecret") ? FoundResource.newNames(in: stream) : []
    var seen: [String: SourceSpan] = [:]
    prepared.resources = resources.map { resource in
      var notes = FieldNotes()
      let name = resource.resolved["metadata"]?["name"]?.span
      for fault in obstacles(resource, file, syntax, hasAnchors) { notes.report(fault) }
      let deployment = options.deployments[file.path, resource.node]
      let options = self.options.applied(to: deployment)
      if let fault = deployment?.obstacle(to: resource, options.deployments) {
        notes.report(fault)
      }
      let other = taken.first { $0.identity == resource.identityInStream }
      if let place = other?.span ?? seen[resource.identityInStream] {
        notes.report(
          Diagnostic(
            .takenName,
            "`\(resource.identity.name)` already exists in this file"
              + (other == nil ? "" : ", as an InfisicalStaticSecret"), at: name
          ).label(place, "here").help("delete one of the two"))
      }
      if !resource.identity.name.isEmpty { seen[resource.identityInStream] = name }
      let converter = ResourceConverter(options: options, global: global)
      let converted =
        notes.diagnostics.isEmpty ? converter.convert(resource.resolved, &notes) : nil
      return PreparedResource(
        found: resource, options: options, notes: notes, converted: converted)
    }
    return prepared
  }

  /// Takes over the findings of the parser that concern documents that could not be read.
  private func report(
    _ syntax: DiagnosticBag, beside resources: [FoundResource], _ prepared: inout PreparedFile
  ) {
    let bytes = prepared.file.bytes
    for diagnostic in syntax.diagnostics {
      guard let span = diagnostic.primary?.span else { continue }
      let isFatal =
        diagnostic.code != RuleInfo.yamlDuplicateKey.code
        && diagnostic.code != RuleInfo.yamlKey.code
      let isOurs = resources.contains { $0.region.range.contains(span.range.lowerBound) }
      guard isFatal, !isOurs else { continue }
      // What is never closed is noticed in the next document only.
      let start = diagnostic.secondary.first?.span ?? span
      let text = bytes[DocumentWindow.around(start.range.lowerBound, in: bytes)]
      guard Self.namesResource(text) || diagnostic.code == RuleInfo.yamlEncoding.code
      else { continue }
      prepared.unread += 1
      prepared.bag.report(text.containsText("{{") ? Self.templated(diagnostic) : diagnostic)
    }
  }

  /// Whether a text has `kind: InfisicalSecret`: a description that speaks of the kind does not count.
  private static func namesResource(_ text: ArraySlice<UInt8>) -> Bool {
    text.split(separator: 0x0A).contains { line in
      // `- kind: "InfisicalSecret"  # comment`, and the same in braces.
      let words = line.split { [0x20, 0x09, 0x0D, 0x22, 0x27, 0x7B, 0x7D, 0x2C].contains($0) }
      return zip(words, words.dropFirst()).contains { key, value in
        key.elementsEqual("kind:".utf8) && value.elementsEqual(InfisicalSecretSpec.kind.kind.utf8)
      }
    }
  }

  private static let renderFirst =
    "render it first, for example with `helm template`, or migrate it manually"

  private static func templated(_ diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic(
      .templatedText, "this document is a template, not YAML", at: diagnostic.primary?.span
    ).note(diagnostic.message).help(renderFirst)
  }

  /// What keeps a resource from being looked at in detail.
  private func obstacles(
    _ resource: FoundResource, _ file: SourceFile, _ syntax: DiagnosticBag, _ hasAnchors: Bool
  ) -> [Diagnostic] {
    let range = resource.region.range
    if let place = TemplatedText.find(in: resource.node, range, of: file.bytes)
      ?? TemplatedText.helmTemplate(in: resource.node)
    {
      return [
        Diagnostic(.templatedText, "this resource is a template", at: place.span)
          .help(Self.renderFirst)
      ]
    }
    let inside = syntax.diagnostics.filter { diagnostic in
      diagnostic.primary.map { range.contains($0.span.range.lowerBound) } ?? false
    }
    // `name: {{ .Values.name }}` is YAML of a kind: a mapping whose key is a mapping.
    if let key = inside.first(where: { $0.code == RuleInfo.yamlKey.code }),
      let start = key.primary?.span.range.lowerBound, file.bytes[start] == 0x7B
    {
      return [
        Diagnostic(.templatedText, "this resource is a template", at: key.primary?.span)
          .help(Self.renderFirst)
      ]
    }
    if !inside.isEmpty { return inside }
    if resource.isAlias {
      return [
        Diagnostic(
          .sharedAnchor, "the resource is an alias of another node", at: resource.node.span
        ).help("write it out here")
      ]
    }
    if hasAnchors,
      let (anchor, alias) = AnchorCheck.borrowed(from: resource.node, in: resource.root)
    {
      return [
        Diagnostic(
          .sharedAnchor, "an anchor of the resource is used outside it",
          at: anchor.span?.startPoint
        ).label(alias.span, "used here").help("write the value out there")
      ]
    }
    return []
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
