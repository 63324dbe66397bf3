/// A regular expression in RE2's syntax that is matched in time proportional to text and pattern.
///
/// Patterns come from files and from tenants: one that backtracks could hang a run, so all states are followed side
/// by side (Thompson's construction), as RE2 does in the API server.
package struct Pattern: Sendable {
  /// Why a pattern cannot be used.
  package struct Problem: Error, Hashable, CustomStringConvertible {
    package let description: String
    /// Whether Go takes what Redoubt does not.
    package let isUnsupported: Bool

    init(_ description: String, isUnsupported: Bool = false) {
      self.description = description
      self.isUnsupported = isUnsupported
    }
  }

  enum Step: Sendable {
    case set(CharacterSet)
    /// Goes on at both; the first is preferred.
    case split(Int, Int)
    case jump(Int)
    case assertion(PatternSyntax.Assertion)
    /// Notes the place as a bound of a group.
    case save(Int)
    case end
  }

  /// The pattern as written.
  package let text: String
  /// Names of the groups, the whole match first; nil for those without one.
  package let groups: [String?]
  private(set) var steps: [Step] = []
  /// Calls of `emit`, which bound what a pattern may cost.
  private var work = 0

  /// Steps that one pattern may have; the bounds of repetitions multiply.
  private static let most = 20_000
  /// Every state that is followed remembers the bounds of every group.
  static let mostGroups = 100
  /// Bytes of a pattern.
  private static let mostText = 16 << 10

  /// Comparisons that one character may take at one step: the parts of the largest set.
  private(set) var weight = 1

  package init(_ text: String) throws(Problem) {
    guard text.utf8.count <= Self.mostText else {
      throw Problem("the pattern is longer than \(Self.mostText) bytes")
    }
    self.text = text
    var parser = PatternParser(text)
    let syntax = try parser.parse()
    groups = [nil] + parser.groups
    try emit(syntax)
    steps.append(.end)
  }

  // MARK: Compiling

  private mutating func emit(_ syntax: PatternSyntax) throws(Problem) {
    // Groups with nothing in them add no step, however often they are repeated.
    work += 1
    guard steps.count < Self.most, work < 10 * Self.most else {
      throw Problem("the pattern is too large")
    }
    switch syntax {
    case .empty: break
    case .set(let set):
      weight = max(weight, set.parts.count)
      steps.append(.set(set))
    case .assertion(let assertion): steps.append(.assertion(assertion))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .choice(let options): try emit(choice: options)
    case .capture(let number, let inner):
      steps.append(.save(2 * number))
      try emit(inner)
      steps.append(.save(2 * number + 1))
    case .repetition(let inner, let least, let most, let isLazy):
      guard let most else {
        guard least > 0 else { return try emit(any: inner, isLazy) }
        for _ in 1..<least { try emit(inner) }
        return try emit(some: inner, isLazy)
      }
      for _ in 0..<least { try emit(inner) }
      var splits: [Int] = []
      for _ in least..<max(least, most) {
        splits.append(steps.count)
        steps.append(.end)
        try emit(inner)
      }
      for split in splits { steps[split] = Self.split(split + 1, steps.count, isLazy) }
    }
  }

  private static func split(_ inside: Int, _ beyond: Int, _ isLazy: Bool) -> Step {
    isLazy ? .split(beyond, inside) : .split(inside, beyond)
  }

  /// Once or more: the loop is entered at what is repeated, and decided behind it.
  private mutating func emit(some inner: PatternSyntax, _ isLazy: Bool) throws(Problem) {
    let start = steps.count
    try emit(inner)
    steps.append(Self.split(start, steps.count + 1, isLazy))
  }

  /// Any number of times.
  private mutating func emit(any inner: PatternSyntax, _ isLazy: Bool) throws(Problem) {
    let start = steps.count
    steps.append(.end)
    if inner.takesNothing {
      // `(x+)?`, as in Go: a round that takes nothing would otherwise end the loop without its groups.
      try emit(some: inner, isLazy)
    } else {
      try emit(inner)
      steps.append(.jump(start))
    }
    steps[start] = Self.split(start + 1, steps.count, isLazy)
  }

  private mutating func emit(choice options: [PatternSyntax]) throws(Problem) {
    var jumps: [Int] = []
    for (position, option) in options.enumerated() {
      guard position < options.count - 1 else {
        try emit(option)
        break
      }
      let split = steps.count
      steps.append(.end)
      try emit(option)
      jumps.append(steps.count)
      steps.append(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    for jump in jumps { steps[jump] = .jump(steps.count) }
  }

  // MARK: Matching

  /// Whether the pattern matches anywhere in `text`, as `regexp.MatchString` does.
  package func matches(_ text: String) -> Bool {
    var search = PatternSearch(self, PatternText(text), keepsGroups: false)
    return search.first(from: 0) { _ in } != nil
  }
}
