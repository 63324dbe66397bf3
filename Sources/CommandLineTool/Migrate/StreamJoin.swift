/// Joins the streams of several files to one.
enum StreamJoin {
  /// `bytes` as a part of a longer stream: what separates it from the part in front, and an end to its
  /// last line.
  static func part(_ bytes: [UInt8], isFirst: Bool) -> [UInt8] {
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    // A byte order mark belongs to the start of a stream only.
    var part = isFirst || !isMarked ? bytes : Array(bytes.dropFirst(3))
    if let last = part.last, last != 0x0A, last != 0x0D { part.append(0x0A) }
    return isFirst ? part : separator(part) + part
  }

  private static func separator(_ bytes: [UInt8]) -> [UInt8] {
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      if text.isEmpty || text.first == 0x23 { continue }
      // A directive wants the document in front of it closed.
      if line.first == 0x25 { return Array("...\n".utf8) }
      let isStart =
        line.starts(with: [0x2D, 0x2D, 0x2D]) && line.dropFirst(3).first.map { $0 <= 0x20 } ?? true
      return isStart ? [] : Array("---\n".utf8)
    }
    return Array("---\n".utf8)
  }
}
