/// Hides what looks like a secret in source lines that a report repeats.
///
/// Reports travel into tickets and CI logs. A value behind a variable such as `DB_PASSWORD` or
/// `ENCRYPTION_KEY`, or behind `password`, is therefore never shown, whatever the finding is about.
package enum SecretMask {
  private static let parts = ["PASSWORD", "PASSWD"].map { Array($0.utf8) }
  private static let whole = ["ENCRYPTIONKEY", "AUTHSECRET"].map { Array($0.utf8) }
  private static let endings = [
    "SECRET", "TOKEN", "_KEY", "_PIN", "CONNECTION_URI", "REDIS_URL", "CREDENTIAL",
  ].map { Array($0.utf8) }

  /// `line` with every such value as stars; its length in characters stays the same.
  static func apply(_ line: String) -> String {
    guard line.contains(":") else { return line }
    var characters = Array(line.unicodeScalars)
    var index = 0
    while index < characters.count {
      guard characters[index] == ":" else {
        index += 1
        continue
      }
      let isSecret = names(characters[..<index])
      index += 1
      if isSecret { index = mask(&characters, from: index) }
    }
    return String(String.UnicodeScalarView(characters))
  }

  /// Whether the word in front of a colon names a secret.
  private static func names(_ prefix: ArraySlice<Unicode.Scalar>) -> Bool {
    var word = prefix[...]
    while let last = word.last, last == " " || last == "\"" || last == "'" { word.removeLast() }
    let key = word.reversed().prefix {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-"
    }
    return isSecret(String(String.UnicodeScalarView(key.reversed())))
  }

  /// Whether a name says that the value behind it is a secret.
  package static func isSecret(_ name: String) -> Bool {
    let name = name.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    func has(_ word: [UInt8]) -> Bool {
      name.count >= word.count
        && (0...(name.count - word.count)).contains { name[$0...].starts(with: word) }
    }
    if parts.contains(where: has) || whole.contains(name) { return true }
    // Fields that name a Secret object are no secrets: `clientSecret`, `caSecret`, `secret`.
    return name.contains(0x5F) && endings.contains(where: has)
  }

  /// Replaces everything behind `start` up to the end of the line: a value may hold anything.
  private static func mask(_ characters: inout [Unicode.Scalar], from start: Int) -> Int {
    for index in start..<characters.count where characters[index] != " " { characters[index] = "*" }
    return characters.count
  }

  // MARK: Objects of the kind Secret

  /// Fields of a Secret whose values are none.
  private static let open: Set<String> = [
    "apiVersion", "kind", "name", "namespace", "type", "immutable",
  ]

  /// `line` of a Secret with stars for all that may be a value; its length in characters stays the same.
  static func applyToSecret(_ line: String) -> String {
    var characters = Array(line.unicodeScalars)
    let start = characters.firstIndex { $0 != " " && $0 != "-" } ?? characters.count
    guard let colon = characters[start...].firstIndex(of: ":") else {
      // A separator of documents holds nothing.
      if start < characters.count { _ = mask(&characters, from: start) }
      return String(String.UnicodeScalarView(characters))
    }
    let key = String(String.UnicodeScalarView(characters[start..<colon]))
    let name = key.filter { $0 != "\"" && $0 != "'" }
    // A flow mapping holds more than the value of its first key.
    let isPlain = !characters[start...].contains { $0 == "{" || $0 == "[" }
    if !isPlain { _ = mask(&characters, from: key.contains("{") ? start : colon + 1) }
    if isPlain, !open.contains(name) { _ = mask(&characters, from: colon + 1) }
    return String(String.UnicodeScalarView(characters))
  }

  /// Whether the document around a line, counted from 0, holds an object of the kind Secret.
  static func isInSecret(_ line: Int, _ index: LineIndex, of bytes: [UInt8]) -> Bool {
    func isSeparator(_ line: Int) -> Bool {
      bytes[index.content(ofLine: line)].starts(with: dashes)
    }
    var first = line
    while first > 0, !isSeparator(first) { first -= 1 }
    var last = line
    while last + 1 < index.lineCount, !isSeparator(last + 1) { last += 1 }
    let document = index.content(ofLine: first).lowerBound..<index.content(ofLine: last).upperBound
    for start in document where bytes[start] == kind[0] && bytes[start...].starts(with: kind) {
      let value = bytes[(start + kind.count)..<document.upperBound]
        .drop { [0x20, 0x22, 0x27, 0x3A].contains($0) }
      guard value.startIndex > start + kind.count, value.starts(with: secret) else { continue }
      let next = value.dropFirst(secret.count).first ?? 0x0A
      if !(0x30...0x39).contains(next), !(0x41...0x5A).contains(next & 0xDF) { return true }
    }
    return false
  }

  private static let dashes = Array("---".utf8)
  private static let kind = Array("kind".utf8)
  private static let secret = Array("Secret".utf8)
}
