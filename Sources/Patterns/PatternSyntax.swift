/// The syntax tree of a regular expression.
indirect enum PatternSyntax: Sendable {
  case empty
  case set(CharacterSet)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  /// At least `least` times, at most `most` times; a lazy one prefers fewer.
  case repetition(PatternSyntax, least: Int, most: Int?, isLazy: Bool)
  /// A group that is captured, by its number.
  case capture(Int, PatternSyntax)
  case assertion(Assertion)

  /// What must hold between two characters.
  enum Assertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

    func holds(_ previous: Unicode.Scalar?, _ next: Unicode.Scalar?) -> Bool {
      switch self {
      case .textStart: previous == nil
      case .textEnd: next == nil
      case .lineStart: previous == nil || previous == "\n"
      case .lineEnd: next == nil || next == "\n"
      case .wordBoundary: CharacterSet.isWord(previous) != CharacterSet.isWord(next)
      case .noWordBoundary: CharacterSet.isWord(previous) == CharacterSet.isWord(next)
      }
    }
  }

  /// Whether the empty text matches.
  var takesNothing: Bool {
    switch self {
    case .empty, .assertion: true
    case .set: false
    case .sequence(let parts): parts.allSatisfy(\.takesNothing)
    case .choice(let options): options.contains(where: \.takesNothing)
    case .repetition(let inner, let least, _, _): least == 0 || inner.takesNothing
    case .capture(_, let inner): inner.takesNothing
    }
  }
}
