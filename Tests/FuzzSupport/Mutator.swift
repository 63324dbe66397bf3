import TestSupport

/// Breaks documents: bytes, lines and tokens of their language, the same for the same seed.
package struct Mutator {
  private var random: SeededGenerator
  private let seeds: [[UInt8]]
  private let tokens: [[UInt8]]

  /// `tokens` are what the language of the documents `seeds` is made of.
  package init(seed: UInt64, seeds: [[UInt8]], tokens: [[UInt8]]) {
    random = SeededGenerator(seed: seed)
    self.seeds = seeds
    self.tokens = tokens
  }

  /// The next input.
  package mutating func next() -> [UInt8] {
    broken(seeds.randomElement(using: &random) ?? [])
  }

  /// One document, broken.
  package mutating func broken(_ document: [UInt8]) -> [UInt8] {
    var bytes = document
    for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes) }
    return bytes
  }

  private mutating func place(_ bytes: [UInt8]) -> Int {
    Int.random(in: 0...bytes.count, using: &random)
  }

  private mutating func range(_ bytes: [UInt8], most: Int) -> Range<Int> {
    let start = place(bytes)
    return start..<min(bytes.count, start + Int.random(in: 0...most, using: &random))
  }

  private mutating func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
  }

  /// Puts a value into quotes, or takes its quotes away: most safe fixes are about these.
  private mutating func quote(_ bytes: inout [UInt8]) {
    var all = lines(bytes)
    let at = Int.random(in: 0..<all.count, using: &random)
    let line = Array(all[at])
    guard let colon = line.firstIndex(of: 0x3A), colon + 2 < line.count else { return }
    let value = line[(colon + 2)...]
    let isQuoted = value.first == 0x22 && value.count > 1
    let new = isQuoted ? Array(value.dropFirst().dropLast()) : [0x22] + value + [0x22]
    all[at] = (line[..<(colon + 2)] + new)[...]
    bytes = Array(all.joined(separator: [0x0A]))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: bytes.removeSubrange(range(bytes, most: 12))
    case 1:
      let part = Array(bytes[range(bytes, most: 60)])
      bytes.insert(contentsOf: part, at: place(bytes))
    case 2, 3, 4:
      bytes.insert(
        contentsOf: tokens.randomElement(using: &random) ?? [], at: place(bytes))
    case 5:
      bytes.replaceSubrange(
        range(bytes, most: 8), with: tokens.randomElement(using: &random) ?? [])
    case 6:
      guard !bytes.isEmpty else { return }
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
    case 7:
      var all = lines(bytes)
      let from = Int.random(in: 0..<all.count, using: &random)
      let line = all.remove(at: from)
      all.insert(line, at: Int.random(in: 0...all.count, using: &random))
      bytes = Array(all.joined(separator: [0x0A]))
    case 8:
      var all = lines(bytes)
      let at = Int.random(in: 0..<all.count, using: &random)
      let indent = [UInt8](repeating: 0x20, count: Int.random(in: 0...6, using: &random))
      all[at] = (indent + all[at].drop { $0 == 0x20 })[...]
      bytes = Array(all.joined(separator: [0x0A]))
    case 9, 10: quote(&bytes)
    default:
      let other = seeds.randomElement(using: &random) ?? []
      bytes = Array(bytes[..<place(bytes)]) + Array(other[place(other)...])
    }
  }
}
