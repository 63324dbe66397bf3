/// Writes keepalived configurations: a statement a line, blocks indented by four blanks
/// (keepalived.conf(5), 2.2).
package enum KeepalivedPrinter {
  package static func print(_ configuration: BraceConfiguration) -> [UInt8] {
    var output = ""
    for comment in configuration.comments { output += "# \(comment)\n" }
    for statement in configuration.statements {
      output += "\n"
      write(statement, "", &output)
    }
    return Array(output.utf8)
  }

  private static func write(_ statement: BraceStatement, _ indent: String, _ output: inout String) {
    if let comment = statement.comment { output += "\(indent)# \(comment)\n" }
    output += indent + statement.line.words.map(quoted).joined(separator: " ")
    guard let block = statement.block else { return output += "\n" }
    output += " {\n"
    for inner in block { write(inner, indent + "    ", &output) }
    output += indent + "}\n"
  }

  /// Words with blanks, or with what would begin a comment, stand in double quotes.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      byte > 0x20 && byte != 0x21 && byte != 0x22 && byte != 0x23 && byte != 0x5C
    }
    if isPlain, !word.isEmpty { return word }
    let escaped = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
