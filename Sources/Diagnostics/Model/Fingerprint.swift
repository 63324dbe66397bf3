/// A mark of a finding that survives edits elsewhere in its file: for baselines and SARIF.
///
/// It is a hash of the code, the file, the object and the message, with a number where several findings
/// share all of these. Lines and columns are no part of it.
package enum Fingerprint {
  /// The marks of `diagnostics`, in their order.
  package static func all(_ diagnostics: [Diagnostic], sources: SourceMap) -> [String] {
    var seen: [String: Int] = [:]
    return diagnostics.map { diagnostic in
      let file = diagnostic.primary.flatMap { sources[$0.span.file]?.path } ?? diagnostic.path ?? ""
      let place = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
      let object =
        diagnostic.resource.map { [$0.apiVersion, $0.kind, $0.namespace, $0.name] } ?? []
      let parts = [diagnostic.code.description, place, diagnostic.message] + object
      let key = parts.joined(separator: "\u{0}")
      let number = seen[key, default: 0]
      seen[key] = number + 1
      return String(SHA256.hex(Array("\(key)\u{0}\(number)".utf8)).prefix(32))
    }
  }
}
