/// Values that another tool fills in: Helm, Flux (`postBuild`), `envsubst`.
package enum Placeholder {
  /// Whether a text holds `{{` or `${`: nobody can say what it will be.
  package static func isIn(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      // Shell scripts hold `${` too, but no field that is checked holds a script.
      if byte == 0x7B, previous == 0x7B || previous == 0x24 { return true }
      previous = byte
    }
    return false
  }
}
