/// What changes in a message from one failure to the next although nothing else does: ports, process numbers, addresses in
/// memory, identifiers of requests.
///
/// A status that changed whenever they do would wake its own controller for ever.
enum VolatileWords {
  /// Digits in a row that are no longer a status or a count.
  private static let leastDigits = 4
  private static let leastIdentifier = 8

  /// Letters of the parts of a UUID (RFC 9562).
  private static let uuid = [8, 4, 4, 4, 12]

  /// The message without them, to compare.
  static func removed(from message: String) -> String {
    var output = ""
    var word = ""
    func flush() {
      output += removed(fromWord: word)
      word = ""
    }
    for character in message {
      if character.isASCII, character.isLetter || character.isNumber || character == "-" {
        word.append(character)
      } else {
        flush()
        output.append(character)
      }
    }
    flush()
    return output
  }

  private static func removed(fromWord word: String) -> String {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    var kept: [String] = []
    var index = 0
    while index < parts.count {
      let end = index + uuid.count
      if end <= parts.count,
        zip(parts[index..<end], uuid).allSatisfy({
          $0.utf8.count == $1 && $0.allSatisfy(\.isHexDigit)
        })
      {
        kept.append("#")
        index = end
      } else {
        kept.append(isVolatile(parts[index]) ? "#" : parts[index])
        index += 1
      }
    }
    return kept.joined(separator: "-")
  }

  private static func isVolatile(_ word: String) -> Bool {
    let digits = word.utf8.count { (0x30...0x39).contains($0) }
    guard digits > 0 else { return false }
    if digits == word.utf8.count { return digits >= leastDigits }
    // `0x7f…`, parts of UUIDs, identifiers in hexadecimal.
    let isHexadecimal = word.hasPrefix("0x") || word.allSatisfy(\.isHexDigit)
    return isHexadecimal && word.utf8.count >= (word.hasPrefix("0x") ? 4 : leastIdentifier)
      || digits >= leastDigits && word.utf8.count >= leastIdentifier
  }
}
