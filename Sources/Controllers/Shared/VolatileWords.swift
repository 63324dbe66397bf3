/// What changes in a message from one failure to the next although nothing else does: ports, process numbers, addresses in
/// memory, identifiers of requests.
///
/// A status that changed whenever they do would wake its own controller for ever.
enum VolatileWords {
  /// Digits in a row that are no longer a status or a count.
  private static let leastDigits = 4
  private static let leastIdentifier = 8

  /// The message without them, to compare.
  static func removed(from message: String) -> String {
    var output = ""
    var word = ""
    func flush() {
      output += isVolatile(word) ? "#" : word
      word = ""
    }
    for character in message {
      if character.isASCII, character.isLetter || character.isNumber {
        word.append(character)
      } else {
        flush()
        output.append(character)
      }
    }
    flush()
    return output
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
