package import Diagnostics

/// Reads a file into trees.
///
/// Never fails: what cannot be read becomes diagnostics.
///
/// A document that is broken is left out; reading resumes at the next `---` line.
package struct YAMLParser {
  package var limits = YAMLLimits()

  package init() {}

  /// All documents of `file` that could be read; everything else is reported to `bag`.
  package func parse(_ file: SourceFile, into bag: inout DiagnosticBag) -> YAMLStream {
    var documents: [YAMLDocument] = []
    parse(file, into: &bag) { document, _ in documents.append(document) }
    return YAMLStream(file: file.id, documents: documents)
  }

  /// The same, a document at a time: what `body` does not keep is freed before the next is read.
  package func parse(
    _ file: SourceFile, into bag: inout DiagnosticBag,
    each body: (YAMLDocument, inout DiagnosticBag) -> Void
  ) {
    guard file.bytes.count <= limits.fileSize else {
      bag.report(
        Diagnostic(
          .yamlLimit, "the file has \(file.bytes.count) bytes, the limit is \(limits.fileSize)",
          at: SourceSpan(file: file.id, start: 0, end: 0)
        ).help("split the file"))
      return
    }
    file.bytes.withUnsafeBufferPointer { bytes in
      let check = InputCheck(bytes)
      if let problem = check.problem {
        bag.report(Self.diagnostic(problem, file.id))
      } else {
        parse(bytes, file.id, isASCII: check.isASCII, into: &bag, each: body)
      }
    }
  }

  private func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ file: SourceFileID, isASCII: Bool,
    into bag: inout DiagnosticBag, each body: (YAMLDocument, inout DiagnosticBag) -> Void
  ) {
    // libyaml would count a byte order mark as a column.
    var base = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while base < bytes.count {
      let part = UnsafeBufferPointer(rebasing: bytes[base...])
      var composer = Composer(
        bytes: part, base: base, file: file, isASCII: isASCII, limits: limits)
      let stop = composer.compose(into: &bag, each: body)
      guard let stop, let next = Self.nextDocument(in: bytes, from: stop, after: base) else {
        break
      }
      base = next
    }
  }

  /// The offset of the first `---` line at or behind `offset`, and behind `base`.
  private static func nextDocument(
    in bytes: UnsafeBufferPointer<UInt8>, from offset: Int, after base: Int
  ) -> Int? {
    var cursor = offset
    while cursor <= bytes.count {
      let isLineStart = cursor == 0 || bytes[cursor - 1] == 0x0A || bytes[cursor - 1] == 0x0D
      if isLineStart, cursor > base, isDocumentStart(bytes, cursor) { return cursor }
      cursor += 1
    }
    return nil
  }

  private static func isDocumentStart(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    guard offset + 3 <= bytes.count, bytes[offset..<offset + 3].allSatisfy({ $0 == 0x2D }) else {
      return false
    }
    return offset + 3 == bytes.count || bytes[offset + 3] <= 0x20
  }

  private static func diagnostic(_ problem: InputCheck.Problem, _ file: SourceFileID) -> Diagnostic
  {
    switch problem {
    case .utf16:
      return Diagnostic(
        .yamlEncoding, "the file is UTF-16", at: SourceSpan(file: file, start: 0, end: 2)
      ).help("save it as UTF-8")
    case .invalidUTF8(let offset):
      return Diagnostic(
        .yamlEncoding, "invalid UTF-8",
        at: SourceSpan(file: file, start: offset, end: offset + 1)
      ).help("save the file as UTF-8")
    case .control(let scalar, let offset):
      let name = "U+" + String(scalar.value, radix: 16, uppercase: true)
      return Diagnostic(
        .yamlEncoding, "the control character \(name) is not allowed in YAML",
        at: SourceSpan(file: file, start: offset, end: offset + scalar.utf8.count)
      ).help("remove it, or write it as an escape in a double-quoted value")
    }
  }
}
