import Diagnostics

/// Applies the unified diffs of `UnifiedDiff`, strictly: every context line must match.
package enum UnifiedPatch {
  /// A diff that does not fit the files it is applied to.
  package struct Mismatch: Error, CustomStringConvertible {
    package let description: String
  }

  /// The files that result from applying `patch` to `files`.
  ///
  /// Lines before the first `---` are a header and mean nothing.
  package static func apply(
    _ patch: [UInt8], to files: [String: [UInt8]]
  ) throws -> [String: [UInt8]] {
    var result = files
    var lines = Lines(patch)
    while let line = lines.next() {
      guard line.starts(with: "--- ".utf8) else { continue }
      guard let second = lines.next(), second.starts(with: "+++ ".utf8) else {
        throw Mismatch(description: "`---` without `+++`")
      }
      let (old, new) = (name(line), name(second))
      let before = try old.map { name in
        guard let bytes = result[name] else { throw Mismatch(description: "no file \(name)") }
        return bytes
      }
      let after = try hunks(&lines, before ?? [], new ?? old ?? "")
      if let old { result[old] = nil }
      if let new { result[new] = after }
    }
    return result
  }

  /// A path without its `a/` or `b/`; nil for `/dev/null`.
  private static func name(_ line: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: line.dropFirst(4).dropLast(), as: UTF8.self)
    return text == "/dev/null" ? nil : String(text.dropFirst(2))
  }

  private static func hunks(
    _ lines: inout Lines, _ before: [UInt8], _ file: String
  ) throws -> [UInt8] {
    let old = Lines(before).all
    var position = 0
    var result: [UInt8] = []
    while let head = lines.peek, head.starts(with: "@@ -".utf8) {
      _ = lines.next()
      let range = head.dropFirst(4).prefix { $0 != 0x20 }.split(separator: 0x2C)
      let numbers = range.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
      let count = numbers.count > 1 ? numbers[1] : 1
      let start = count == 0 ? numbers[0] : numbers[0] - 1
      result += old[position..<start].joined()
      position = start
      while let line = lines.peek, let mark = line.first, mark != 0x40,
        mark != 0x2D || !lines.isFile
      {
        _ = lines.next()
        switch mark {
        case 0x20, 0x2D:
          guard position < old.count, old[position] == line.dropFirst() else {
            throw Mismatch(description: "\(file):\(position + 1) is not what the diff expects")
          }
          if mark == 0x20 { result += old[position] }
          position += 1
        case 0x2B: result += line.dropFirst()
        // "\ No newline at end of file"
        default: result.removeLast()
        }
      }
    }
    return result + old[position...].joined()
  }

  /// Lines with their line feeds.
  private struct Lines {
    let all: [ArraySlice<UInt8>]
    var position = 0

    init(_ bytes: [UInt8]) {
      all = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        .enumerated().map { bytes[$1.startIndex..<min($1.endIndex + 1, bytes.count)] }
        .filter { !$0.isEmpty }
    }

    var peek: ArraySlice<UInt8>? { position < all.count ? all[position] : nil }

    /// Whether the line at hand begins the next file; a removed line `-- x` is not followed by `+++`.
    var isFile: Bool {
      peek?.starts(with: "--- ".utf8) == true && position + 1 < all.count
        && all[position + 1].starts(with: "+++ ".utf8)
    }

    mutating func next() -> ArraySlice<UInt8>? {
      defer { position += 1 }
      return peek
    }
  }
}
