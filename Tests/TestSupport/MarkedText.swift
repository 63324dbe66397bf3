import Diagnostics

/// Text with markers (`1️⃣`, `2️⃣`, …) that stand for places.
package struct MarkedText: Sendable {
  /// The text without its markers.
  package let text: String
  /// Byte offsets of the markers in `text`.
  package let offsets: [String: Int]

  package init(_ marked: String) {
    var text = ""
    var offsets: [String: Int] = [:]
    for character in marked {
      if let first = character.unicodeScalars.first, character.unicodeScalars.count == 3,
        (0x31...0x39).contains(first.value), character.unicodeScalars.last?.value == 0x20E3
      {
        offsets[String(first)] = text.utf8.count
      } else {
        text.append(character)
      }
    }
    self.text = text
    self.offsets = offsets
  }
}
