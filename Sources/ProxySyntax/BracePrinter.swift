/// Writes configurations in braces: a statement a line, blocks indented by four blanks.
struct BracePrinter {
  /// What ends a statement without a block.
  let terminator: String
  /// A word as the program's parser reads it back.
  let quoted: (String) -> String

  func print(_ configuration: BraceConfiguration) -> [UInt8] {
    var output = ""
    for comment in configuration.comments { output += "# \(comment)\n" }
    output += "\n"
    write(configuration.statements, "", &output)
    return Array(output.utf8)
  }

  /// Blocks, and what has a remark, are set off by a blank line.
  private func write(
    _ statements: [BraceStatement], _ indent: String, _ output: inout String
  ) {
    for (position, statement) in statements.enumerated() {
      let previous = position == 0 ? nil : statements[position - 1]
      let isSetOff = statement.block != nil || statement.comment != nil || previous?.block != nil
      if previous != nil, isSetOff { output += "\n" }
      write(statement, indent, &output)
    }
  }

  private func write(_ statement: BraceStatement, _ indent: String, _ output: inout String) {
    if let comment = statement.comment { output += "\(indent)# \(comment)\n" }
    output += indent + statement.line.words.map(quoted).joined(separator: " ")
    guard let block = statement.block else { return output += "\(terminator)\n" }
    output += " {\n"
    write(block, indent + "    ", &output)
    output += indent + "}\n"
  }

  /// `word` in double quotes if it is empty or has one of `special`, a blank or a control character.
  static func quote(_ word: String, special: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0x20 && !special.unicodeScalars.contains(scalar)
    }
    if isPlain, !word.isEmpty { return word }
    let escaped = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
