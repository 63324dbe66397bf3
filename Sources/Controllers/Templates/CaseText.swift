/// Words in other spellings, and lines of a width (xstrings 1.5.0 and goutils 1.1.1, which sprig uses).
enum CaseText {
  /// Words in lower case joined by `joint`.
  static func snake(_ text: String, _ joint: Character) -> String {
    var output = ""
    var previous: Character?
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      if character == "_" || character == "-" || character == " " || character == "." {
        output.append(joint)
        previous = nil
        continue
      }
      if character.isUppercase, let before = previous {
        let next = index + 1 < characters.count ? characters[index + 1] : nil
        if before.isLowercase || before.isNumber || next?.isLowercase == true {
          output.append(joint)
        }
      } else if character.isNumber, let before = previous, !before.isNumber,
        before.isUppercase || before.isLowercase
      {
        output.append(joint)
      }
      output += character.lowercased()
      previous = character
    }
    return output
  }

  /// Words that begin with a capital, without what joined them; what joins before the first word and
  /// behind the last one stays.
  static func camel(_ text: String) -> String {
    let isJoint: (Character) -> Bool = { $0 == "_" || $0 == "-" || $0 == " " }
    let lead = text.prefix(while: isJoint)
    var output = String(lead)
    var isStart = true
    var pending = ""
    for character in text.dropFirst(lead.count) {
      if isJoint(character) {
        pending.append(character)
        isStart = true
        continue
      }
      pending = ""
      output += isStart ? character.uppercased() : String(character)
      isStart = false
    }
    return output + pending
  }

  /// Lines of at most `width` characters; longer words are broken only if asked.
  static func wrap(_ text: String, _ width: Int, _ end: String, breaksWords: Bool) -> String {
    let characters = Array(text)
    let width = max(1, width)
    var offset = 0
    var output = ""
    while characters.count - offset > width {
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
