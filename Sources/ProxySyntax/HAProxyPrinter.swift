package import Diagnostics

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

  /// The place of every printed line that has one, by line number from 1.
  package static func provenance(
    _ configuration: HAProxyConfiguration
  ) -> [(line: Int, span: SourceSpan)] {
    var result: [(line: Int, span: SourceSpan)] = []
    var number = configuration.comments.count
    for section in configuration.sections {
      number += section.comment == nil ? 2 : 3
      if let span = section.span { result.append((number, span)) }
      for line in section.lines {
        number += 1
        if let span = line.span ?? section.span { result.append((number, span)) }
      }
    }
    return result
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
