import Diagnostics
import YAMLSyntax

/// Keys and contents of a generated ConfigMap or Secret.
struct DataPairs {
  struct Pair {
    let key: String
    let bytes: [UInt8]
    let span: SourceSpan?
  }

  private(set) var pairs: [Pair] = []
  private var keys: Set<String> = []

  private mutating func add(_ key: String, _ bytes: [UInt8], _ span: SourceSpan?) throws(Fault) {
    guard keys.insert(key).inserted else {
      throw Fault(.kustomizationGenerator, "the key `\(key)` is given twice", at: span)
    }
    pairs.append(Pair(key: key, bytes: bytes, span: span))
  }

  /// `key=value`; a pair of equal quotes around the value goes.
  mutating func add(literal: Located<String>) throws(Fault) {
    let text = literal.value
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
      throw Fault(
        .kustomizationGenerator, "`\(text.prefix { $0 != "=" })` is not `key=value`",
        at: literal.span)
    }
    var value = text[text.index(after: sign)...]
    if value.count > 1, let first = value.first, first == "\"" || first == "'", value.last == first
    {
      value = value.dropFirst().dropLast()
    }
    try add(String(text[..<sign]), Array(value.utf8), literal.span)
  }

  /// A file under its own name, or under a key in front of `=`.
  mutating func add(
    file: Located<String>, read: (String) throws(Fault) -> SourceFile
  ) throws(Fault) {
    let parts = file.value.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count < 3, parts.allSatisfy({ !$0.isEmpty }) else {
      throw Fault(
        .kustomizationGenerator, "`\(file.value)` is not a path or `key=path`", at: file.span)
    }
    let path = String(parts[parts.count - 1])
    let key = parts.count == 2 ? String(parts[0]) : TreePath.name(path)
    try add(key, try read(path).bytes, file.span)
  }

  /// Lines of `key=value`; values are taken as they are.
  mutating func add(
    environment: Located<String>, read: (String) throws(Fault) -> SourceFile
  ) throws(Fault) {
    let file = try read(environment.value)
    var bytes = file.bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      var text = line
      if text.last == 0x0D { text = text.dropLast() }
      let content = text.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0B || $0 == 0x0C || $0 == 0x0D }
      guard let first = content.first, first != 0x23 else { continue }
      let span = SourceSpan(file: file.id, start: content.startIndex, end: content.endIndex)
      let sign = content.firstIndex(of: 0x3D)
      let key = String(decoding: content[..<(sign ?? content.endIndex)], as: UTF8.self)
      try add(key, sign.map { Array(content[($0 + 1)...]) } ?? [], span)
    }
  }
}
