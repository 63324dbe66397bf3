/// Reads regular expressions in the syntax of RE2, as Go's `regexp` takes them (RE2 wiki, Syntax).
///
/// Left out, with an error that says so: Unicode classes (`\p{…}`) and flags other than `i` and `s`.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var cursor = 0
  private var depth = 0
  private(set) var ignoresCase = false
  private var dotTakesLineFeed = false

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  mutating func parse() throws(Pattern.Problem) -> PatternSyntax {
    let result = try choice()
    guard cursor == scalars.count else { throw Pattern.Problem("a `)` closes nothing") }
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
    defer { depth -= 1 }
    guard depth < 100 else { throw Pattern.Problem("groups are nested too deeply") }
    var options = [try sequence()]
    while take("|") { options.append(try sequence()) }
    return options.count == 1 ? options[0] : .choice(options)
  }

  private mutating func sequence() throws(Pattern.Problem) -> PatternSyntax {
    var parts: [PatternSyntax] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      parts.append(try repeated(try atom()))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repeated(
    _ atom: PatternSyntax
  ) throws(Pattern.Problem) -> PatternSyntax {
    var result = atom
    while let scalar = next {
      let start = cursor
      cursor += 1
      switch scalar {
      case "*": result = .repetition(result, least: 0, most: nil)
      case "+": result = .repetition(result, least: 1, most: nil)
      case "?": result = .repetition(result, least: 0, most: 1)
      case "{":
        guard let (least, most) = bounds() else {
          cursor = start
          return result
        }
        guard least <= 1000, (most ?? 0) <= 1000, most.map({ $0 >= least }) ?? true else {
          throw Pattern.Problem("a repetition has bounds out of range")
        }
        result = .repetition(result, least: least, most: most)
      default:
        cursor = start
        return result
      }
      // A lazy repetition matches the same texts.
      _ = take("?")
      if let again = next, again == "*" || again == "+" || again == "?" {
        throw Pattern.Problem("`\(scalar)\(again)` repeats a repetition")
      }
    }
    return result
  }

  /// `n}`, `n,}` or `n,m}`; nil when the brace stands for itself.
  private mutating func bounds() -> (Int, Int?)? {
    guard let least = number() else { return nil }
    if take("}") { return (least, least) }
    guard take(",") else { return nil }
    if take("}") { return (least, nil) }
    guard let most = number(), take("}") else { return nil }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = next, ("0"..."9").contains(scalar), digits.count < 6 {
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
    case ".": return .set(dotTakesLineFeed ? CharacterSet([0...0x10FFFF]) : .any)
    case "^": return .lineStart
    case "$": return .lineEnd
    case "*", "+", "?": throw Pattern.Problem("`\(scalar)` repeats nothing")
    case "\\": return try escape()
    default: return .set(CharacterSet(scalar))
    }
  }

  private mutating func group() throws(Pattern.Problem) -> PatternSyntax {
    if take("?") {
      if take("P") || next == "<" {
        guard take("<") else { throw Pattern.Problem("`(?P` starts no named group") }
        guard next != "=", next != "!" else { throw Pattern.Problem("RE2 has no look-behind") }
        while let scalar = next, scalar != ">" {
          _ = scalar
          cursor += 1
        }
        cursor += 1
      } else {
        let isWhole = cursor == 2
        while let scalar = next, scalar != ":", scalar != ")" {
          cursor += 1
          if scalar == "i" || scalar == "s", !isWhole {
            throw Pattern.Problem("flags of a part are not supported", isUnsupported: true)
          }
          switch scalar {
          case "i": ignoresCase = true
          case "s": dotTakesLineFeed = true
          case "=", "!": throw Pattern.Problem("RE2 has no look-ahead")
          default:
            throw Pattern.Problem("the flag `\(scalar)` is not supported", isUnsupported: true)
          }
        }
        if take(")") { return .empty }
        if isWhole, ignoresCase || dotTakesLineFeed {
          throw Pattern.Problem("flags of a part are not supported", isUnsupported: true)
        }
        cursor += 1
      }
    }
    let inner = try choice()
    guard take(")") else { throw Pattern.Problem("a `(` is never closed") }
    return inner
  }

  private mutating func escape() throws(Pattern.Problem) -> PatternSyntax {
    guard let scalar = next else { throw Pattern.Problem("the pattern ends behind `\\`") }
    switch scalar {
    case "A", "z", "b", "B":
      cursor += 1
      return scalar == "A"
        ? .lineStart : scalar == "z" ? .lineEnd : scalar == "b" ? .wordBoundary : .noWordBoundary
    default: return .set(CharacterSet(try escapedSet()))
    }
  }

  /// What an escape stands for, in and out of brackets.
  private mutating func escapedSet() throws(Pattern.Problem) -> [ClosedRange<UInt32>] {
    guard let scalar = next else { throw Pattern.Problem("the pattern ends behind `\\`") }
    cursor += 1
    switch scalar {
    case "d": return CharacterSet.digit
    case "D": return CharacterSet.complement(CharacterSet.digit)
    case "w": return CharacterSet.word
    case "W": return CharacterSet.complement(CharacterSet.word)
    case "s": return CharacterSet.space
    case "S": return CharacterSet.complement(CharacterSet.space)
    case "n": return [0x0A...0x0A]
    case "t": return [0x09...0x09]
    case "r": return [0x0D...0x0D]
    case "f": return [0x0C...0x0C]
    case "v": return [0x0B...0x0B]
    case "a": return [0x07...0x07]
    case "x":
      let value = try hexadecimal()
      return [value...value]
    case "p", "P": throw Pattern.Problem("Unicode classes are not supported", isUnsupported: true)
    case "Q", "C": throw Pattern.Problem("`\\\(scalar)` is not supported", isUnsupported: true)
    default:
      guard !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else {
        throw Pattern.Problem("`\\\(scalar)` means nothing")
      }
      return [scalar.value...scalar.value]
    }
  }

  private mutating func hexadecimal() throws(Pattern.Problem) -> UInt32 {
    var digits = ""
    if take("{") {
      while let scalar = next, scalar != "}" {
        digits.unicodeScalars.append(scalar)
        cursor += 1
      }
      cursor += 1
    } else {
      while digits.count < 2, let scalar = next {
        digits.unicodeScalars.append(scalar)
        cursor += 1
      }
    }
    guard let value = UInt32(digits, radix: 16), value <= 0x10FFFF else {
      throw Pattern.Problem("`\\x` needs a hexadecimal number")
    }
    return value
  }

  private mutating func bracket() throws(Pattern.Problem) -> CharacterSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while isFirst || next != "]" {
      guard next != nil else { throw Pattern.Problem("a `[` is never closed") }
      isFirst = false
      if let named = try namedClass() {
        ranges += named
        continue
      }
      let low = try bracketItem()
      guard low.count == 1, low[0].count == 1, next == "-", cursor + 1 < scalars.count,
        scalars[cursor + 1] != "]"
      else {
        ranges += low
        continue
      }
      cursor += 1
      let high = try bracketItem()
      guard let last = high.first?.upperBound, high.count == 1, last >= low[0].lowerBound else {
        throw Pattern.Problem("a range of characters runs backwards")
      }
      ranges.append(low[0].lowerBound...last)
    }
    cursor += 1
    return CharacterSet(ranges, isNegated: isNegated)
  }

  private mutating func bracketItem() throws(Pattern.Problem) -> [ClosedRange<UInt32>] {
    guard let scalar = next else { throw Pattern.Problem("a `[` is never closed") }
    cursor += 1
    return scalar == "\\" ? try escapedSet() : [scalar.value...scalar.value]
  }

  /// `[:alnum:]` and its like (POSIX), inside of brackets.
  private mutating func namedClass() throws(Pattern.Problem) -> [ClosedRange<UInt32>]? {
    guard scalars[cursor...].starts(with: "[:".unicodeScalars) else { return nil }
    let known: [(String, [ClosedRange<UInt32>])] = [
      ("[:alnum:]", [0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
      ("[:alpha:]", [0x41...0x5A, 0x61...0x7A]),
      ("[:digit:]", [0x30...0x39]), ("[:lower:]", [0x61...0x7A]), ("[:upper:]", [0x41...0x5A]),
      ("[:space:]", [0x09...0x0D, 0x20...0x20]), ("[:word:]", CharacterSet.word),
      ("[:xdigit:]", [0x30...0x39, 0x41...0x46, 0x61...0x66]),
      ("[:punct:]", [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
      ("[:print:]", [0x20...0x7E]), ("[:graph:]", [0x21...0x7E]), ("[:ascii:]", [0...0x7F]),
      ("[:blank:]", [0x09...0x09, 0x20...0x20]), ("[:cntrl:]", [0...0x1F, 0x7F...0x7F]),
    ]
    for (name, ranges) in known where scalars[cursor...].starts(with: name.unicodeScalars) {
      cursor += name.unicodeScalars.count
      return ranges
    }
    for (name, ranges) in known {
      let negated = "[:^" + name.dropFirst(2)
      guard scalars[cursor...].starts(with: negated.unicodeScalars) else { continue }
      cursor += negated.unicodeScalars.count
      return CharacterSet.complement(ranges)
    }
    if let end = scalars[cursor...].firstIndex(of: "]"), scalars[end - 1] == ":" {
      throw Pattern.Problem("no class of characters has that name")
    }
    return nil
  }
}
