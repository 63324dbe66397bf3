/// Hides what looks like a secret in source lines that a report repeats.
///
/// Reports travel into tickets and CI logs. A value behind a variable such as `DB_PASSWORD` or
/// `ENCRYPTION_KEY`, or behind `password`, is therefore never shown, whatever the finding is about.
enum SecretMask {
  private static let endings = [
    "SECRET", "TOKEN", "_KEY", "_PIN", "CONNECTION_URI", "REDIS_URL", "CREDENTIAL",
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
    let name = String(String.UnicodeScalarView(key.reversed())).uppercased()
    // Fields that name a Secret object are no secrets: `clientSecret`, `caSecret`, `secret`.
    return name.contains("PASSWORD") || name.contains("PASSWD") || name == "ENCRYPTIONKEY"
      || name == "AUTHSECRET" || (name.contains("_") && endings.contains(where: name.contains))
  }

  /// Replaces everything behind `start` up to the end of the line: a value may hold anything.
  private static func mask(_ characters: inout [Unicode.Scalar], from start: Int) -> Int {
    for index in start..<characters.count where characters[index] != " " { characters[index] = "*" }
    return characters.count
  }
}
