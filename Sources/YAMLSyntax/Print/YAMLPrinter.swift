/// The one printer: block style, two blanks a level, lists at the column of their key.
///
/// Invariant: every YAML 1.1 or 1.2 reader reads the same value back. The order of keys is the order
/// of the tree. Comments are those that were attached to the tree; to keep a source's own layout, edit
/// the source (``SourceEdits``).
package struct YAMLPrinter {
  private var output: [UInt8] = []
  /// The comment that belongs at the end of the line under way.
  private var behind: String?

  package init() { output.reserveCapacity(1024) }

  /// One document, ending in a line break.
  package static func print(_ node: YAMLNode) -> [UInt8] {
    var printer = YAMLPrinter()
    printer.document(node)
    return printer.output
  }

  /// A stream of documents separated by `---`, each under its comment lines.
  package static func print(stream documents: [(comments: [String], node: YAMLNode)]) -> [UInt8] {
    var printer = YAMLPrinter()
    for (position, document) in documents.enumerated() {
      if position > 0 { printer.write("---\n") }
      for comment in document.comments { printer.write("# \(comment)\n") }
      printer.document(document.node)
    }
    return printer.output
  }

  private mutating func document(_ node: YAMLNode) {
    switch node.content {
    case .mapping(let entries) where !entries.isEmpty: mapping(entries, indent: 0)
    case .sequence(let items) where !items.isEmpty: sequence(items, indent: 0)
    default:
      inline(node, indent: 0)
      write("\n")
    }
  }

  /// Entries on lines of their own; the cursor is at `indent` of the first line.
  private mutating func mapping(_ entries: [YAMLEntry], indent: Int) {
    for (position, entry) in entries.enumerated() {
      if position > 0 { pad(indent) }
      let comments = entry.key.comments
      for line in comments?.above ?? [] { own(line, indent) }
      behind = comments?.behind
      let isLong = key(entry.key)
      if isLong {
        write("\n")
        pad(indent)
      }
      write(":")
      value(entry.value, indent: indent)
      for line in comments?.below ?? [] { below(line, indent) }
    }
  }

  /// What follows a `:`: on the same line for scalars, below for collections.
  private mutating func value(_ node: YAMLNode, indent: Int) {
    switch node.content {
    case .mapping(let entries) where !entries.isEmpty:
      breakLine()
      pad(indent + 2)
      mapping(entries, indent: indent + 2)
    case .sequence(let items) where !items.isEmpty:
      breakLine()
      pad(indent)
      sequence(items, indent: indent)
    default:
      write(" ")
      inline(node, indent: indent)
      breakLine()
    }
  }

  private mutating func sequence(_ items: [YAMLNode], indent: Int) {
    for (position, item) in items.enumerated() {
      if position > 0 { pad(indent) }
      let comments = item.comments
      for line in comments?.above ?? [] { own(line, indent) }
      behind = comments?.behind
      if item.isCollection, let text = behind {
        own(text, indent)
        behind = nil
      }
      write("- ")
      switch item.content {
      case .mapping(let entries) where !entries.isEmpty: mapping(entries, indent: indent + 2)
      case .sequence(let inner) where !inner.isEmpty: sequence(inner, indent: indent + 2)
      default:
        inline(item, indent: indent)
        breakLine()
      }
      for line in comments?.below ?? [] { below(line, indent) }
    }
  }

  /// A comment on a line of its own in front of what is to be written at the cursor.
  private mutating func own(_ comment: String, _ indent: Int) {
    write(comment)
    write("\n")
    pad(indent)
  }

  /// A comment on a line of its own behind what was written.
  private mutating func below(_ comment: String, _ indent: Int) {
    pad(indent)
    write(comment)
    write("\n")
  }

  /// Ends the first line of an entry or item, with the comment that belongs there.
  private mutating func breakLine() {
    if let text = behind {
      write(" ")
      write(text)
      behind = nil
    }
    write("\n")
  }

  /// A scalar or an empty collection at the cursor; a literal block spreads over the lines below.
  private mutating func inline(_ node: YAMLNode, indent: Int) {
    switch node.content {
    case .mapping: write("{}")
    case .sequence: write("[]")
    case .scalar(let scalar):
      switch ScalarText.form(of: scalar) {
      case .plain: write(scalar.text)
      case .quoted: ScalarText.quote(scalar.text, into: &output)
      case .literal: literal(scalar.text, indent: indent + 2)
      }
    }
  }

  /// A literal block with the chomping that keeps exactly the line breaks at its end.
  private mutating func literal(_ text: String, indent: Int) {
    let endsInBreak = text.utf8.last == 0x0A
    let body = endsInBreak ? text.dropLast() : text[...]
    write(!endsInBreak ? "|-" : body.utf8.last == 0x0A ? "|+" : "|")
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      breakLine()
      if !line.isEmpty {
        pad(indent)
        write(line)
      }
    }
  }

  /// Writes a key; true when it needed the explicit form (`? key`).
  ///
  /// Readers limit implicit keys to 1024 characters (YAML 1.2.2 section 7.4).
  private mutating func key(_ node: YAMLNode) -> Bool {
    guard let scalar = node.scalar else {
      write("\"\"")
      return false
    }
    let isLong = scalar.text.utf8.count > 200
    if isLong { write("? ") }
    if case .plain = ScalarText.form(of: scalar) {
      write(scalar.text)
    } else {
      ScalarText.quote(scalar.text, into: &output)
    }
    return isLong
  }

  private mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { output.append(contentsOf: $0) }
  }

  private mutating func write(_ text: Substring) { output += text.utf8 }

  private mutating func pad(_ width: Int) {
    output.append(contentsOf: repeatElement(0x20, count: width))
  }
}
