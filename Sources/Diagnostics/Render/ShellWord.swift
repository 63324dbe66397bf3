/// A word of a shell command.
package enum ShellWord {
  /// `text` such that a shell takes it as one argument, and as nothing else.
  package static func quote(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        // Digits and `:`, `@` and letters, `,`, `-`, `.`, `/`, `=` and `_`.
        case 0x30...0x3A, 0x40...0x5A, 0x61...0x7A, 0x2C...0x2F, 0x3D, 0x5F: true
        default: false
        }
      }
    guard !isPlain else { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#) + "'"
  }

  /// Like `quote`, but a shell replaces the one of `variables`, given as `$NAME`, that the text holds.
  package static func quote(_ text: String, expanding variables: [String]) -> String {
    // Most words hold no `$`, which is quick to see.
    guard text.utf8.contains(0x24), let variable = variables.first(where: text.contains) else {
      return quote(text)
    }
    let parts = text.split(separator: variable, omittingEmptySubsequences: false).map { part in
      part.reduce(into: "") { result, character in
        if "\"\\`$".contains(character) { result += "\\" }
        result.append(character)
      }
    }
    return "\"\(parts.joined(separator: variable))\""
  }
}
