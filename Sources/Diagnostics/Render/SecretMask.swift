/// Hides what looks like a secret in source lines that a report repeats.
///
/// Reports travel into tickets and CI logs. A value behind a variable such as `DB_PASSWORD` or
/// `ENCRYPTION_KEY`, or behind `password`, is therefore never shown, whatever the finding is about.
package enum SecretMask {
  private static let parts = ["PASSWORD", "PASSWD"].map { Array($0.utf8) }
  private static let whole = ["ENCRYPTIONKEY", "AUTHSECRET"].map { Array($0.utf8) }
  /// Ends of names in camel case: `apiKey`, `accessToken`, `token`.
  private static let plain = ["TOKEN", "APIKEY", "PRIVATEKEY", "SECRETKEY", "ACCESSKEY"].map {
    Array($0.utf8)
  }
  private static let mount = Array("AUTOMOUNT".utf8)
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
      if isSecret, !isSwitch(characters[index...]) { index = mask(&characters, from: index) }
    }
    maskURLs(&characters)
    return String(String.UnicodeScalarView(characters))
  }

  /// Puts stars for passwords in URLs: `postgresql://user:****@host`.
  private static func maskURLs(_ characters: inout [Unicode.Scalar]) {
    var index = 0
    while index + 3 < characters.count {
      guard characters[index] == ":", characters[index + 1] == "/", characters[index + 2] == "/"
      else {
        index += 1
        continue
      }
      let start = index + 3
      let end =
        characters[start...].firstIndex { " \"'/?".unicodeScalars.contains($0) } ?? characters.count
      if let at = characters[start..<end].lastIndex(of: "@"),
        let colon = characters[start..<at].firstIndex(of: ":")
      {
        for place in (colon + 1)..<at { characters[place] = "*" }
      }
      index = end
    }
  }

  /// Whether nothing but `true` or `false` is there: no secret is one.
  private static func isSwitch(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = rest.drop { $0 == " " }.prefix { $0 != " " && $0 != "," && $0 != "}" }
    let text = String(String.UnicodeScalarView(word))
    return text == "true" || text == "false"
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
    if plain.contains(where: { name.ends(with: $0) }), !name.starts(with: mount) { return true }
    // Fields that name a Secret object are no secrets: `clientSecret`, `caSecret`, `secret`.
    return name.contains(0x5F) && endings.contains(where: has)
  }

  /// Replaces everything behind `start` up to the end of the line: a value may hold anything.
  private static func mask(_ characters: inout [Unicode.Scalar], from start: Int) -> Int {
    for index in start..<characters.count where characters[index] != " " { characters[index] = "*" }
    return characters.count
  }

  /// Whether nothing but the name of a secret is there, so that its value is below.
  static func endsInSecretKey(_ line: String) -> Bool {
    var characters = Array(line.unicodeScalars)[...]
    while characters.last == " " { characters.removeLast() }
    guard characters.popLast() == ":" else { return false }
    return names(characters)
  }

  /// `line` with stars for all of it.
  static func applyToWhole(_ line: String) -> String {
    var characters = Array(line.unicodeScalars)
    _ = mask(&characters, from: 0)
    return String(String.UnicodeScalarView(characters))
  }

  // MARK: Values beside their names

  /// `line` without the value of a variable whose name, in the same flow mapping or in a line beside it,
  /// says that it is a secret.
  static func applyToVariable(_ line: String, beside others: [String]) -> String {
    guard let value = valueStart(line) else { return line }
    let names = ([line] + others).compactMap(variableName)
    guard names.contains(where: isSecret) else { return line }
    var characters = Array(line.unicodeScalars)
    _ = mask(&characters, from: value)
    return String(String.UnicodeScalarView(characters))
  }

  /// Where the value behind `value:` begins.
  private static func valueStart(_ line: String) -> Int? { end(of: "value:", in: line) }

  private static func variableName(_ line: String) -> String? {
    guard let start = end(of: "name:", in: line) else { return nil }
    let rest = Array(line.unicodeScalars)[start...].drop { $0 == " " || $0 == "\"" || $0 == "'" }
    let name = rest.prefix {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_"
    }
    return String(String.UnicodeScalarView(name))
  }

  /// The place behind a key that is at the start of a line, of an item or of a flow mapping.
  private static func end(of key: String, in line: String) -> Int? {
    let scalars = Array(line.unicodeScalars)
    let wanted = Array(key.unicodeScalars)
    guard scalars.count >= wanted.count else { return nil }
    return (0...(scalars.count - wanted.count)).first { start in
      scalars[start...].starts(with: wanted)
        && (start == 0 || " {,-\t".unicodeScalars.contains(scalars[start - 1]))
    }.map { $0 + wanted.count }
  }

  // MARK: Objects of the kind Secret

  /// Fields of a Secret whose values are none; they count at the left edge only.
  private static let open: Set<String> = ["apiVersion", "kind", "type", "immutable"]

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
    if !isPlain {
      _ = mask(&characters, from: key.contains("{") ? start : colon + 1)
    } else if start > 0 || !open.contains(name) {
      _ = mask(&characters, from: colon + 1)
    }
    return String(String.UnicodeScalarView(characters))
  }

  /// The lines, counted from 0, of documents that hold an object of the kind Secret.
  static func secretLines(of bytes: [UInt8], _ index: LineIndex) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var first = 0
    for line in 1...max(1, index.lineCount)
    where line == index.lineCount || isSeparator(line, index, bytes) {
      let last = line - 1
      let document =
        index.content(ofLine: first).lowerBound..<index.content(ofLine: last).upperBound
      if namesSecret(bytes[document]) { result.append(first..<line) }
      first = line
    }
    return result + generatorLines(of: bytes, index)
  }

  /// The lines of `secretGenerator` in a kustomization: literals are values of Secrets, whatever they are called.
  private static func generatorLines(of bytes: [UInt8], _ index: LineIndex) -> [Range<Int>] {
    guard holdsGenerator(bytes[...]) else { return [] }
    var result: [Range<Int>] = []
    var first: Int?
    for line in 0..<index.lineCount {
      let content = bytes[index.content(ofLine: line)]
      if holdsGenerator(content) {
        first = first ?? line
      } else if let start = first, let byte = content.first, !inside.contains(byte) {
        result.append(start..<line)
        first = nil
      }
    }
    if let first { result.append(first..<index.lineCount) }
    return result
  }

  private static func holdsGenerator(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let found = rest.firstIndex(of: generator[0]) {
      if bytes[found...].starts(with: generator) { return true }
      rest = bytes[(found + 1)...]
    }
    return false
  }

  private static let generator = Array("secretGenerator".utf8)
  /// Bytes with which a line of an inner block, or one that says nothing, begins.
  private static let inside = Array(" -#\t\r".utf8)

  private static func isSeparator(_ line: Int, _ index: LineIndex, _ bytes: [UInt8]) -> Bool {
    let content = bytes[index.content(ofLine: line)]
    return content.starts(with: dashes) && content.dropFirst(3).first.map { $0 <= 0x20 } ?? true
  }

  private static func namesSecret(_ document: ArraySlice<UInt8>) -> Bool {
    var start = document.startIndex
    while let found = document[start...].firstIndex(of: kind[0]) {
      start = found + 1
      guard document[found...].starts(with: kind) else { continue }
      var value = document[(found + kind.count)...].drop { [0x20, 0x09, 0x22, 0x27].contains($0) }
      guard value.first == 0x3A else { continue }
      value = value.dropFirst()
      while let byte = value.first {
        if byte <= 0x20 || byte == 0x22 || byte == 0x27 {
          value = value.dropFirst()
        } else if byte == 0x21 || byte == 0x26 {
          // A tag or an anchor.
          value = value.drop { $0 > 0x20 }
        } else {
          break
        }
      }
      guard value.starts(with: secret) else { continue }
      let next = value.dropFirst(secret.count).first ?? 0x0A
      if !(0x30...0x39).contains(next), !(0x41...0x5A).contains(next & 0xDF) { return true }
    }
    return false
  }

  private static let dashes = Array("---".utf8)
  private static let kind = Array("kind".utf8)
  private static let secret = Array("Secret".utf8)
}

extension Array where Element == UInt8 {
  fileprivate func ends(with other: [UInt8]) -> Bool {
    count >= other.count && suffix(other.count).elementsEqual(other)
  }
}
