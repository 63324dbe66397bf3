import GoTemplate

/// Words in other spellings, and lines of a width (xstrings 1.5.0 and goutils 1.1.1, which sprig uses).
enum CaseText {
  /// Words in lower case joined by `joint`.
  ///
  /// Digits belong to the word before them, unless a small letter follows: then they begin a word.
  static func snake(_ text: String, _ joint: Character) -> String {
    var output = ""
    var previous: Character?
    var beganWithDigit = false
    let characters = Array(text)
    let behind = behindDigits(characters)
    for (index, character) in characters.enumerated() {
      if character == "_" || character == "-" || character.isWhitespace {
        output.append(joint)
        previous = nil
        beganWithDigit = false
        continue
      }
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      if let before = previous, before.isLetter || before.isNumber {
        if character.isUppercase {
          if !before.isUppercase || next?.isLowercase == true {
            output.append(joint)
            beganWithDigit = false
          }
        } else if character.isNumber, before.isLetter, !beganWithDigit {
          if behind[index]?.isLowercase == true {
            output.append(joint)
            beganWithDigit = true
          }
        }
      }
      output += character.lowercased()
      previous = character
    }
    return output
  }

  /// For each place the first character from there on that is not a number.
  private static func behindDigits(_ characters: [Character]) -> [Character?] {
    var result = [Character?](repeating: nil, count: characters.count)
    var known: Character?
    for index in characters.indices.reversed() {
      if !characters[index].isNumber { known = characters[index] }
      result[index] = known
    }
    return result
  }

  /// Words that begin with a capital, without what joined them; words in capitals keep the first only.
  ///
  /// What joins before the first word stays.
  static func camel(_ text: String) -> String {
    let isJoint: (Character) -> Bool = { $0 == "_" || $0 == "-" || $0.isWhitespace }
    let lead = text.prefix(while: isJoint)
    let rest = text.dropFirst(lead.count)
    let tail = String(rest.reversed().prefix(while: isJoint))
    let words = rest.split(whereSeparator: isJoint).map { word in
      let isShouted = !word.contains { $0.isLowercase }
      return word.prefix(1).uppercased()
        + (isShouted ? word.dropFirst().lowercased() : String(word.dropFirst()))
    }
    return lead + words.joined() + tail
  }

  /// Lines of at most `width` characters; longer words are broken only if asked.
  static func wrap(
    _ text: String, _ width: Int, _ end: String, breaksWords: Bool, _ budget: TemplateBudget
  ) throws(TemplateError) -> String {
    let characters = Array(text)
    let width = max(1, width)
    var offset = 0
    var output = ""
    while characters.count - offset > width {
      try budget.spend()
      try budget.permit(output.utf8.count)
      if characters[offset] == " " {
        offset += 1
        continue
      }
      let limit = offset + width
      if let space = characters[offset...limit].lastIndex(of: " "), space > offset {
        output += String(characters[offset..<space]) + end
        offset = space + 1
      } else if breaksWords {
        output += String(characters[offset..<limit]) + end
        offset = limit
      } else if let space = characters[limit...].firstIndex(of: " ") {
        output += String(characters[offset..<space]) + end
        offset = space + 1
      } else {
        break
      }
    }
    return output + String(characters[offset...])
  }
}
