import Diagnostics

extension YAMLNode {
  /// The tree as JSON without a blank, for requests; plain scalars are typed as JSON types them.
  package var json: [UInt8] {
    var output: [UInt8] = []
    writeJSON(into: &output)
    return output
  }

  private func writeJSON(into output: inout [UInt8]) {
    switch content {
    case .scalar(let scalar) where scalar.style == .plain && Self.isJSONWord(scalar.text):
      output += scalar.text.utf8
    case .scalar(let scalar): JSONText.append(scalar.text, to: &output)
    case .sequence(let items):
      output.append(UInt8(ascii: "["))
      for (position, item) in items.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        item.writeJSON(into: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .mapping(let entries):
      output.append(UInt8(ascii: "{"))
      for (position, entry) in entries.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        JSONText.append(entry.key.scalar?.text ?? "", to: &output)
        output.append(UInt8(ascii: ":"))
        entry.value.writeJSON(into: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func isJSONWord(_ text: String) -> Bool {
    if text == "true" || text == "false" || text == "null" { return true }
    guard let first = text.utf8.first, first == 0x2D || (0x30...0x39).contains(first) else {
      return false
    }
    return Double(text) != nil
  }
}
