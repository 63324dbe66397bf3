/// Reads regular expressions in the syntax of RE2, as Go's `regexp` takes them (Go 1.25, regexp/syntax).
///
/// Left out, with an error that says so: classes of scripts, such as `\p{Greek}`.
struct PatternParser {
  /// `i`, `m`, `s` and `U`, which hold to the end of their group.
  private struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotTakesLineFeed = false
    var isUngreedy = false
  }

  private let scalars: [Unicode.Scalar]
  private var cursor = 0
  private var depth = 0
  private var flags = Flags()
  /// Names of the groups in the order of their opening parentheses; nil for those without one.
  private(set) var groups: [String?] = []

  private static let mostRepetitions = 1000

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  mutating func parse() throws(Pattern.Problem) -> PatternSyntax {
    let result = try choice()
    guard cursor == scalars.count else { throw Pattern.Problem("unexpected `)`") }
    return result
  }

  private var next: Unicode.Scalar? { cursor < scalars.count ? scalars[cursor] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    cursor += 1
    return true
  }

  private mutating func choice() throws(Pattern.Problem) -> PatternSyntax {
    depth += 1
    // Flags that a group sets end with it.
    let outer = flags
    defer {
      depth -= 1
      flags = outer
    }
    guard depth < 100 else { throw Pattern.Problem("groups are nested too deeply") }
    var options = [try sequence()]
    while take("|") { options.append(try sequence()) }
    return options.count == 1 ? options[0] : .choice(options)
  }

  private mutating func sequence() throws(Pattern.Problem) -> PatternSyntax {
    var parts: [PatternSyntax] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      if scalars[cursor...].starts(with: "\\Q".unicodeScalars) {
        parts += try quoted()
      } else {
        parts.append(try repeated(try atom()))
      }
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// `\Q…\E`: what is between is taken for itself.
  private mutating func quoted() throws(Pattern.Problem) -> [PatternSyntax] {
    cursor += 2
    var parts: [PatternSyntax] = []
    while let scalar = next, !scalars[cursor...].starts(with: "\\E".unicodeScalars) {
      parts.append(.set(CharacterSet(scalar, ignoresCase: flags.ignoresCase)))
      cursor += 1
    }
    cursor = min(cursor + 2, scalars.count)
    guard let last = parts.popLast() else { return [] }
    return parts + [try repeated(last)]
  }

  private mutating func repeated(
    _ atom: PatternSyntax
  ) throws(Pattern.Problem) -> PatternSyntax {
    var result = atom
    while let scalar = next {
      let start = cursor
      cursor += 1
      let bounds: (least: Int, most: Int?)
      switch scalar {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{":
        guard let given = self.bounds() else {
          cursor = start
          return result
        }
        guard given.least <= Self.mostRepetitions, (given.most ?? 0) <= Self.mostRepetitions,
          given.most.map({ $0 >= given.least }) ?? true
        else { throw Pattern.Problem("the bounds of a repetition are out of range") }
        bounds = given
      default:
        cursor = start
        return result
      }
      let isLazy = take("?") != flags.isUngreedy
      result = .repetition(result, least: bounds.least, most: bounds.most, isLazy: isLazy)
      // Not `{` alone, which stands for itself: `a{1}{1}…` would nest without end.
      if let again = next, "*+?".unicodeScalars.contains(again) || hasBounds {
        throw Pattern.Problem("`\(scalar)\(again)` repeats a repetition")
      }
    }
    return result
  }

  /// Whether a repetition in braces follows.
  private var hasBounds: Bool {
    var copy = self
    return copy.take("{") && copy.bounds() != nil
  }

  /// `n}`, `n,}` or `n,m}`; nil when the brace stands for itself.
  private mutating func bounds() -> (least: Int, most: Int?)? {
    guard let least = number() else { return nil }
    if take("}") { return (least, least) }
    guard take(",") else { return nil }
    if take("}") { return (least, nil) }
    guard let most = number(), take("}") else { return nil }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = next, ("0"..."9").contains(scalar), digits.utf8.count < 6 {
      digits.unicodeScalars.append(scalar)
      cursor += 1
    }
    return Int(digits)
  }

  private mutating func atom() throws(Pattern.Problem) -> PatternSyntax {
    guard let scalar = next else { return .empty }
    cursor += 1
    switch scalar {
    case "(": return try group()
    case "[": return .set(try bracket())
    case ".": return .set(flags.dotTakesLineFeed ? .anything : .notLineFeed)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "*", "+", "?": throw Pattern.Problem("`\(scalar)` has nothing to repeat")
    case "\\": return try escape()
    default: return .set(CharacterSet(scalar, ignoresCase: flags.ignoresCase))
    }
  }

  // MARK: Groups

  private mutating func group() throws(Pattern.Problem) -> PatternSyntax {
    guard take("?") else { return try capture(nil) }
    if take("P") {
      guard take("<") else { throw Pattern.Problem("`(?P` does not start a named group") }
      return try capture(try groupName())
    }
    if take("<") {
      guard next != "=", next != "!" else { throw Pattern.Problem("RE2 has no look-behind") }
      return try capture(try groupName())
    }
    guard next != "=", next != "!" else { throw Pattern.Problem("RE2 has no look-ahead") }
    let outer = flags
    try changeFlags()
    // `(?i)` holds for the rest of the group that it is in.
    if take(")") { return .empty }
    cursor += 1
    let inner = try closed(try choice())
    flags = outer
    return inner
  }

  private mutating func capture(_ name: String?) throws(Pattern.Problem) -> PatternSyntax {
    if let name, groups.contains(name) {
      throw Pattern.Problem("the group name `\(name)` is used twice")
    }
    groups.append(name)
    guard groups.count <= Pattern.mostGroups else {
      throw Pattern.Problem("more than \(Pattern.mostGroups) groups")
    }
    let number = groups.count
    return .capture(number, try closed(try choice()))
  }

  private mutating func closed(_ inner: PatternSyntax) throws(Pattern.Problem) -> PatternSyntax {
    guard take(")") else { throw Pattern.Problem("missing `)`") }
    return inner
  }

  private mutating func groupName() throws(Pattern.Problem) -> String {
    var name = String.UnicodeScalarView()
    while let scalar = next, CharacterSet.isWord(scalar) {
      name.append(scalar)
      cursor += 1
    }
    guard !name.isEmpty, take(">") else { throw Pattern.Problem("invalid group name") }
    return String(name)
  }

  /// `i`, `-s` and their like, up to `:` or `)`.
  private mutating func changeFlags() throws(Pattern.Problem) {
    var isOn = true
    while let scalar = next, scalar != ":", scalar != ")" {
      cursor += 1
      switch scalar {
      case "i": flags.ignoresCase = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.dotTakesLineFeed = isOn
      case "U": flags.isUngreedy = isOn
      case "-" where isOn: isOn = false
      default: throw Pattern.Problem("unknown flag `\(scalar)` in a group")
      }
    }
    guard next != nil else { throw Pattern.Problem("missing `)`") }
  }

  // MARK: Escapes

  private mutating func escape() throws(Pattern.Problem) -> PatternSyntax {
    let assertion: PatternSyntax.Assertion? =
      switch next {
      case "A": .textStart
      case "z": .textEnd
      case "b": .wordBoundary
      case "B": .noWordBoundary
      default: nil
      }
    if let assertion {
      cursor += 1
      return .assertion(assertion)
    }
    return .set(CharacterSet(try escapedSet(), ignoresCase: flags.ignoresCase))
  }

  /// What an escape stands for, in and out of brackets.
  private mutating func escapedSet() throws(Pattern.Problem) -> [CharacterSet.Part] {
    guard let scalar = next else { throw Pattern.Problem("the pattern ends with `\\`") }
    cursor += 1
    func ranges(_ ranges: [ClosedRange<UInt32>]) -> [CharacterSet.Part] {
      ranges.map(CharacterSet.Part.range)
    }
    switch scalar {
    case "d": return ranges(CharacterSet.digit)
    case "D": return ranges(CharacterSet.complement(CharacterSet.digit))
    case "w": return ranges(CharacterSet.word)
    case "W": return ranges(CharacterSet.complement(CharacterSet.word))
    case "s": return ranges(CharacterSet.space)
    case "S": return ranges(CharacterSet.complement(CharacterSet.space))
    case "n": return ranges([0x0A...0x0A])
    case "t": return ranges([0x09...0x09])
    case "r": return ranges([0x0D...0x0D])
    case "f": return ranges([0x0C...0x0C])
    case "v": return ranges([0x0B...0x0B])
    case "a": return ranges([0x07...0x07])
    case "x":
      let value = try hexadecimal()
      return ranges([value...value])
    case "p", "P": return [try unicodeClass(isNegated: scalar == "P")]
    case "0"..."7":
      guard let value = octal(scalar) else {
        throw Pattern.Problem("RE2 has no references to groups, such as `\\\(scalar)`")
      }
      return ranges([value...value])
    default:
      guard scalar.isASCII, !CharacterSet.isWord(scalar) || scalar == "_" else {
        throw Pattern.Problem("unknown escape `\\\(scalar)`")
      }
      return ranges([scalar.value...scalar.value])
    }
  }

  /// `\0` to `\777`; one digit alone, except 0, is not an octal escape.
  private mutating func octal(_ first: Unicode.Scalar) -> UInt32? {
    var value = first.value - 0x30
    var count = 1
    while count < 3, let scalar = next, ("0"..."7").contains(scalar) {
      value = value * 8 + scalar.value - 0x30
      cursor += 1
      count += 1
    }
    return count > 1 || first == "0" ? value : nil
  }

  private mutating func unicodeClass(
    isNegated: Bool
  ) throws(Pattern.Problem) -> CharacterSet.Part {
    var name = String.UnicodeScalarView()
    if take("{") {
      while let scalar = next, scalar != "}" {
        name.append(scalar)
        cursor += 1
      }
      guard take("}") else { throw Pattern.Problem("missing `}` of a Unicode class") }
    } else if let scalar = next {
      name.append(scalar)
      cursor += 1
    }
    var isNegated = isNegated
    if name.first == "^" {
      name.removeFirst()
      isNegated.toggle()
    }
    guard let set = CategorySet(String(name)) else {
      throw Pattern.Problem(
        "the Unicode class `\(String(name))` is not supported", isUnsupported: true)
    }
    return .category(set, isNegated: isNegated)
  }

  private mutating func hexadecimal() throws(Pattern.Problem) -> UInt32 {
    var digits = String.UnicodeScalarView()
    if take("{") {
      while let scalar = next, scalar != "}" {
        digits.append(scalar)
        cursor += 1
      }
      cursor += 1
    } else {
      while digits.count < 2, let scalar = next {
        digits.append(scalar)
        cursor += 1
      }
    }
    guard digits.count <= 8, digits.first != "+", let value = UInt32(String(digits), radix: 16),
      value <= 0x10FFFF
    else { throw Pattern.Problem("`\\x` requires a hexadecimal number") }
    return value
  }

  // MARK: Brackets

  private mutating func bracket() throws(Pattern.Problem) -> CharacterSet {
    let isNegated = take("^")
    var parts: [CharacterSet.Part] = []
    var isFirst = true
    while isFirst || next != "]" {
      guard next != nil else { throw Pattern.Problem("missing `]`") }
      isFirst = false
      if let named = try namedClass() {
        parts += named.map(CharacterSet.Part.range)
        continue
      }
      let low = try bracketItem()
      guard low.count == 1, case .range(let first) = low[0], first.count == 1, next == "-",
        cursor + 1 < scalars.count, scalars[cursor + 1] != "]"
      else {
        parts += low
        continue
      }
      cursor += 1
      let high = try bracketItem()
      guard high.count == 1, case .range(let last) = high[0],
        last.upperBound >= first.lowerBound
      else { throw Pattern.Problem("invalid range of characters") }
      parts.append(.range(first.lowerBound...last.upperBound))
    }
    cursor += 1
    return CharacterSet(parts, isNegated: isNegated, ignoresCase: flags.ignoresCase)
  }

  private mutating func bracketItem() throws(Pattern.Problem) -> [CharacterSet.Part] {
    guard let scalar = next else { throw Pattern.Problem("missing `]`") }
    cursor += 1
    return scalar == "\\" ? try escapedSet() : [.range(scalar.value...scalar.value)]
  }

  private static let named: [(String, [ClosedRange<UInt32>])] = [
    ("alnum", [0x30...0x39, 0x41...0x5A, 0x61...0x7A]), ("alpha", [0x41...0x5A, 0x61...0x7A]),
    ("ascii", [0...0x7F]), ("blank", [0x09...0x09, 0x20...0x20]),
    ("cntrl", [0...0x1F, 0x7F...0x7F]), ("digit", [0x30...0x39]), ("graph", [0x21...0x7E]),
    ("lower", [0x61...0x7A]), ("print", [0x20...0x7E]),
    ("punct", [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
    ("space", [0x09...0x0D, 0x20...0x20]), ("upper", [0x41...0x5A]),
    ("word", CharacterSet.word), ("xdigit", [0x30...0x39, 0x41...0x46, 0x61...0x66]),
  ]

  /// `[:alnum:]`, `[:^alnum:]` and their like (POSIX), inside of brackets.
  private mutating func namedClass() throws(Pattern.Problem) -> [ClosedRange<UInt32>]? {
    guard scalars[cursor...].starts(with: "[:".unicodeScalars) else { return nil }
    for (name, ranges) in Self.named {
      for (text, isNegated) in [("[:\(name):]", false), ("[:^\(name):]", true)]
      where scalars[cursor...].starts(with: text.unicodeScalars) {
        cursor += text.unicodeScalars.count
        return isNegated ? CharacterSet.complement(ranges) : ranges
      }
    }
    // The longest name has 8 letters.
    let near = scalars[cursor...].prefix(32)
    if let end = near.firstIndex(of: "]"), scalars[end - 1] == ":" {
      throw Pattern.Problem("unknown class of characters")
    }
    return nil
  }
}
