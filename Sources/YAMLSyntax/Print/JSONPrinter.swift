import Diagnostics

/// The JSON form of a tree: two blanks a level, keys in the order of the tree.
package enum JSONPrinter {
  /// `node` as JSON with a line break at the end.
  ///
  /// Plain scalars are typed as Kubernetes types them; numbers that JSON cannot spell (infinities)
  /// become strings.
  package static func print(_ node: YAMLNode) -> [UInt8] {
    var output: [UInt8] = []
    write(node, indent: 0, into: &output)
    output.append(0x0A)
    return output
  }

  private static func write(_ node: YAMLNode, indent: Int, into output: inout [UInt8]) {
    switch node.content {
    case .scalar(let scalar): write(scalar, into: &output)
    case .sequence(let items):
      collection(items.count, "[", "]", indent, &output) { position, output in
        write(items[position], indent: indent + 2, into: &output)
      }
    case .mapping(let entries):
      collection(entries.count, "{", "}", indent, &output) { position, output in
        JSONText.append(entries[position].key.scalar?.text ?? "", to: &output)
        output += ": ".utf8
        write(entries[position].value, indent: indent + 2, into: &output)
      }
    }
  }

  private static func collection(
    _ count: Int, _ open: String, _ close: String, _ indent: Int, _ output: inout [UInt8],
    _ element: (Int, inout [UInt8]) -> Void
  ) {
    output += open.utf8
    for position in 0..<count {
      output += position == 0 ? "\n".utf8 : ",\n".utf8
      output.append(contentsOf: repeatElement(0x20, count: indent + 2))
      element(position, &output)
    }
    if count > 0 {
      output.append(0x0A)
      output.append(contentsOf: repeatElement(0x20, count: indent))
    }
    output += close.utf8
  }

  private static func write(_ scalar: YAMLScalar, into output: inout [UInt8]) {
    switch scalar.resolved() {
    case .null: output += "null".utf8
    case .boolean(let value): output += (value ? "true" : "false").utf8
    case .integer(let value): output += String(value).utf8
    case .bigInteger: output += scalar.text.utf8.filter { $0 != 0x5F && $0 != 0x2B }
    case .float(let value) where value.isFinite:
      output += (Int(exactly: value).map(String.init) ?? value.description).utf8
    case .float, .timestamp, .string: JSONText.append(scalar.text, to: &output)
    }
  }
}
