import TestSupport

/// Breaks documents: bytes, lines and tokens of YAML, the same for the same seed.
struct Mutator {
  private var random: SeededGenerator
  private let seeds: [[UInt8]]

  init(seed: UInt64, seeds: [[UInt8]]) {
    random = SeededGenerator(seed: seed)
    self.seeds = seeds
  }

  private static let tokens: [[UInt8]] =
    [
      "- ", ": ", ":", "{", "}", "[", "]", ",", "|", ">-", "|2+", "&a ", "*a", "<<: *a", "---\n",
      "...\n", "\t", "!!str ", "!x ", "? ", "'", "\"", "\"\\u0000\"", "#", " #", "\r\n", "\n", "  ",
      "null", "~", "true", "yes", "0x1F", "1e400", "-0", ".inf", "08", "1_000", "12:30",
      "2026-11-21",
      "9223372036854775808", "{{ .Values.x }}", "$(X)", "${X}", "é", "日本", "🛡", "\u{FEFF}",
      "\u{202E}", "# redoubt:ignore ", "# redoubt:ignore SCH003,K8S1 x", "kind: List\nitems:\n- ",
      "apiVersion: v1\n", "kind: Secret\n", "metadata:\n  name: a\n", "x-kubernetes-validations:\n",
      "pattern: \"(a+)+$\"\n", "rule: self.a.all(x, x.b > 1)\n", "%YAML 1.1\n", "%TAG ! x:\n",
      "kind: CustomResourceDefinition\n", "spec: *a\n", "kustomize.config.k8s.io/v1beta1",
      "redoubt.dev/v1alpha1", "kind: Topology\n", "kind: InfisicalSecret\n", "1h30m", "-1", "512Mi",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x85], [0x1B]]

  /// The next input.
  mutating func next() -> [UInt8] {
    var bytes = seeds.randomElement(using: &random) ?? []
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
        contentsOf: Self.tokens.randomElement(using: &random) ?? [], at: place(bytes))
    case 5:
      bytes.replaceSubrange(
        range(bytes, most: 8), with: Self.tokens.randomElement(using: &random) ?? [])
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
