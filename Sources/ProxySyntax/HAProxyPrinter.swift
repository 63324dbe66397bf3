/// Writes HAProxy configurations: a section a paragraph, lines indented by four blanks.
package enum HAProxyPrinter {
  package static func print(_ configuration: HAProxyConfiguration) -> [UInt8] {
    var output = ""
    for comment in configuration.comments { output += "# \(comment)\n" }
    for section in configuration.sections {
      output += "\n"
      if let comment = section.comment { output += "# \(comment)\n" }
      output += section.header.map(quoted).joined(separator: " ") + "\n"
      for line in section.lines {
        output += "    " + line.words.map(quoted).joined(separator: " ") + "\n"
      }
    }
    return Array(output.utf8)
  }

  /// `word` as the parser reads it back: special characters in single quotes (manual section 2.2).
  ///
  /// Braces of anonymous ACLs are words of their own and stay bare.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      byte > 0x20 && byte != 0x22 && byte != 0x23 && byte != 0x24 && byte != 0x27 && byte != 0x5C
    }
    if isPlain, !word.isEmpty { return word }
    let escaped = word.split(separator: "'", omittingEmptySubsequences: false)
      .map { "'\($0)'" }.joined(separator: "\\'")
    return escaped
  }
}
