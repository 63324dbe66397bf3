/// Positions of names, for the look-ups that the check of every field of every object makes.
///
/// Names of fields differ in their length and their ends: these make a hash that costs next to nothing,
/// where that of `Dictionary` is made to withstand attacks.
struct FieldTable: Sendable {
  private let names: [String]
  /// Position plus one by hash, with open addressing; zero where nothing is.
  private var slots: [Int32]

  /// A table of names, of which the first counts when one is repeated.
  init(_ names: [String]) {
    self.names = names
    var size = 4
    while size < names.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for (position, name) in names.enumerated() where self.position(of: name) == nil {
      var slot = Self.hash(name) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(position + 1)
    }
  }

  func position(of name: String) -> Int? {
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if names[position] == name { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func hash(_ name: String) -> Int {
    let bytes = name.utf8
    guard let first = bytes.first, let last = bytes.last else { return 0 }
    return bytes.count &* 37 &+ Int(first) &* 11 &+ Int(last)
  }
}
