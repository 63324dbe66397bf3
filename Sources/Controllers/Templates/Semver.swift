import GoTemplate

/// Versions (Masterminds/semver 3.3.0, which sprig uses; Semantic Versioning 2.0.0).
struct Semver: Comparable {
  var major = 0
  var minor = 0
  var patch = 0
  var prerelease = ""
  var metadata = ""
  var original = ""

  /// Reads a version; missing parts are 0 and a `v` may stand before it.
  init?(_ text: String) {
    original = text
    var rest = Substring(text)
    if rest.first == "v" { rest.removeFirst() }
    if let plus = rest.firstIndex(of: "+") {
      metadata = String(rest[rest.index(after: plus)...])
      rest = rest[..<plus]
    }
    if let dash = rest.firstIndex(of: "-") {
      prerelease = String(rest[rest.index(after: dash)...])
      rest = rest[..<dash]
      guard !prerelease.isEmpty else { return nil }
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Self.number($0) }
    guard (1...3).contains(parts.count), numbers.count == parts.count else { return nil }
    major = numbers[0]
    minor = numbers.count > 1 ? numbers[1] : 0
    patch = numbers.count > 2 ? numbers[2] : 0
  }

  static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return Int(text)
  }

  var description: String {
    "\(major).\(minor).\(patch)" + (prerelease.isEmpty ? "" : "-\(prerelease)")
      + (metadata.isEmpty ? "" : "+\(metadata)")
  }

  static func < (left: Self, right: Self) -> Bool {
    let (first, second) = (
      (left.major, left.minor, left.patch), (right.major, right.minor, right.patch)
    )
    if first != second { return first < second }
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      return !left.prerelease.isEmpty && right.prerelease.isEmpty
    }
    return isLess(
      left.prerelease.split(separator: "."), right.prerelease.split(separator: "."))
  }

  private static func isLess(_ left: [Substring], _ right: [Substring]) -> Bool {
    for (first, second) in zip(left, right) where first != second {
      switch (number(first), number(second)) {
      case (let first?, let second?): return first < second
      case (_?, nil): return true
      case (nil, _?): return false
      default: return first < second
      }
    }
    return left.count < right.count
  }

  /// The first parts of major, minor and patch.
  func prefix(_ count: Int) -> ArraySlice<Int> { [major, minor, patch].prefix(count) }

  static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }
}

/// A range of versions: `>= 1.2, < 3 || ~4.1`.
struct SemverRange {
  private var alternatives: [[Rule]] = []

  private struct Rule {
    var comparison: String
    var version: Semver
    /// How many parts were written; the others were left out or are `x`.
    var parts: Int
  }

  init?(_ text: String) {
    for alternative in text.replacing("||", with: "\u{1}").split(separator: "\u{1}") {
      var rules: [Rule] = []
      let words = Self.words(String(alternative))
      guard !words.isEmpty else { return nil }
      for word in words {
        guard let rule = Self.rule(word) else { return nil }
        rules += rule
      }
      alternatives.append(rules)
    }
    if alternatives.isEmpty { return nil }
  }

  /// Comparisons with their versions; `1.2 - 3.4` is one of them.
  private static func words(_ text: String) -> [String] {
    var pieces = text.replacing(",", with: " ").split(separator: " ").map(String.init)[...]
    var words: [String] = []
    while var word = pieces.popFirst() {
      if word.allSatisfy({ "<>=!~^".contains($0) }) { word += pieces.popFirst() ?? "" }
      if pieces.count >= 2, pieces.first == "-" {
        words += [">=\(word)", "<=\(pieces[pieces.startIndex + 1])"]
        pieces = pieces.dropFirst(2)
      } else {
        words.append(word)
      }
    }
    return words
  }

  private static func rule(_ word: String) -> [Rule]? {
    let comparison = String(word.prefix { "<>=!~^".contains($0) })
    var text = Substring(word.dropFirst(comparison.count))
    if text.first == "v" { text.removeFirst() }
    let core = text.prefix { $0 != "-" && $0 != "+" }
    let numbers = core.split(separator: ".").prefix { !["x", "X", "*"].contains($0) }
    let tail = numbers.count == core.split(separator: ".").count ? text.dropFirst(core.count) : ""
    guard ["", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^"].contains(comparison),
      core.split(separator: ".").count <= 3,
      let version = Semver(
        (numbers.isEmpty ? "0" : numbers.joined(separator: ".")) + String(tail))
    else { return nil }
    return [Rule(comparison: comparison, version: version, parts: numbers.count)]
  }

  func contains(_ version: Semver) -> Bool {
    alternatives.contains { rules in
      // A pre-release counts only where the range names one.
      if !version.prerelease.isEmpty, !rules.contains(where: { !$0.version.prerelease.isEmpty }) {
        return false
      }
      return rules.allSatisfy { Self.holds($0, version) }
    }
  }

  private static func holds(_ rule: Rule, _ version: Semver) -> Bool {
    let wanted = rule.version
    switch rule.comparison {
    case ">":
      return rule.parts < 3
        ? wanted.prefix(rule.parts).lexicographicallyPrecedes(version.prefix(rule.parts))
        : version > wanted
    case "<": return version < wanted
    case ">=", "=>": return version >= wanted
    case "<=", "=<":
      return rule.parts < 3
        ? !wanted.prefix(rule.parts).lexicographicallyPrecedes(version.prefix(rule.parts))
        : version <= wanted
    case "!=": return !equals(rule, version)
    case "~", "~>": return agrees(rule, version, in: min(rule.parts, 2))
    case "^":
      let significant =
        wanted.major > 0 || rule.parts <= 1 ? 1 : wanted.minor > 0 || rule.parts == 2 ? 2 : 3
      return agrees(rule, version, in: min(significant, rule.parts))
    default: return equals(rule, version)
    }
  }

  private static func equals(_ rule: Rule, _ version: Semver) -> Bool {
    rule.parts == 3 ? version == rule.version : agrees(rule, version, in: rule.parts)
  }

  /// Whether a version is the rule's or a later one that has the same first parts; no parts are those of every version.
  private static func agrees(_ rule: Rule, _ version: Semver, in parts: Int) -> Bool {
    parts == 0
      || (version >= rule.version && version.prefix(parts) == rule.version.prefix(parts))
  }
}

/// `semver` and `semverCompare`.
enum SemverFunctions {
  private static let mostBytes = 256
  private static let mostBytesOfRange = 4096

  private static func short(_ text: String, _ most: Int) throws(TemplateError) -> String {
    guard text.utf8.count <= most else {
      throw TemplateError("the version is longer than \(most) bytes")
    }
    return text
  }

  static let all: [GoFunction] = [
    GoFunction("semver", [.string]) { arguments throws(TemplateError) in
      let text = try short(arguments.text(), mostBytes)
      guard let version = Semver(text) else { throw TemplateError("invalid semantic version") }
      return .dictionary(
        GoDictionary([
          GoString("Major"): .integer(version.major), GoString("Minor"): .integer(version.minor),
          GoString("Patch"): .integer(version.patch),
          GoString("Prerelease"): .text(version.prerelease),
          GoString("Metadata"): .text(version.metadata), GoString("Original"): .text(text),
        ]))
    },
    GoFunction("semverCompare", [.string, .string]) { arguments throws(TemplateError) in
      let range = try short(arguments.text(), mostBytesOfRange)
      let text = try short(arguments.text(), mostBytes)
      guard let range = SemverRange(range) else { throw TemplateError("improper constraint") }
      guard let version = Semver(text) else { throw TemplateError("invalid semantic version") }
      return .bool(range.contains(version))
    },
  ]
}
