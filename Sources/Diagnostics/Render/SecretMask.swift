/// Hides what looks like a secret in source lines that a report repeats.
///
/// Reports travel into tickets and CI logs. A value behind a variable such as `DB_PASSWORD` or
/// `ENCRYPTION_KEY`, or behind `password`, is therefore never shown, whatever the finding is about.
enum SecretMask {
  private static let endings = [
    "SECRET", "PASSWORD", "PASSWD", "TOKEN", "_KEY", "_PIN", "CONNECTION_URI", "REDIS_URL",
  ]

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
    let name = String(String.UnicodeScalarView(key.reversed()))
    if name.lowercased() == "password" { return true }
    return name == name.uppercased() && endings.contains(where: name.hasSuffix)
  }

  /// Replaces the value that starts behind `start`; the result is where it ends.
  private static func mask(_ characters: inout [Unicode.Scalar], from start: Int) -> Int {
    var index = start
    while index < characters.count, characters[index] == " " { index += 1 }
    guard index > start, index < characters.count else { return index }
    let quote = characters[index] == "\"" || characters[index] == "'" ? characters[index] : nil
    if quote != nil { index += 1 }
    while index < characters.count {
      let character = characters[index]
      if quote == nil
        ? character == "," || character == "}" || character == " " : character == quote
      {
        break
      }
      characters[index] = "*"
      index += 1
    }
    return index
  }
}
