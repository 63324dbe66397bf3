/// A regular expression that is matched in time proportional to text and pattern.
///
/// Patterns come from files: one that backtracks could hang a run, so all states are followed side by
/// side (Thompson's construction), as RE2 does in the API server.
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
    case split(Int, Int)
    case jump(Int)
    case lineStart, lineEnd, wordBoundary, noWordBoundary
    case end
  }

  /// The pattern as written.
  package let text: String
  private var steps: [Step] = []
  /// Calls of `emit`, which bound what a pattern may cost.
  private var work = 0
  private let ignoresCase: Bool

  /// Steps that one pattern may have; the bounds of repetitions multiply.
  private static let most = 20_000

  package init(_ text: String) throws(Problem) {
    self.text = text
    var parser = PatternParser(text)
    let syntax = try parser.parse()
    ignoresCase = parser.ignoresCase
    try emit(syntax)
    steps.append(.end)
  }

  /// Whether the pattern matches anywhere in `text`, as `regexp.MatchString` does.
  package func matches(_ text: String) -> Bool {
    var current = StateSet(steps.count)
    var next = StateSet(steps.count)
    var previous: Unicode.Scalar?
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while true {
      let scalar = index < scalars.endIndex ? scalars[index] : nil
      if follow(0, &current, previous, scalar) { return true }
      // States that were carried over stand behind assertions that only now can be judged.
      for state in current.members where !current.isSettled(state) {
        if follow(state, &current, previous, scalar) { return true }
      }
      guard let scalar else { return false }
      next.removeAll()
      for state in current.members {
        guard case .set(let set) = steps[state], holds(set, scalar) else { continue }
        next.insert(state + 1)
      }
      swap(&current, &next)
      previous = scalar
      index = scalars.index(after: index)
    }
  }

  private func holds(_ set: CharacterSet, _ scalar: Unicode.Scalar) -> Bool {
    guard ignoresCase, scalar.isASCII, scalar.properties.isAlphabetic else {
      return set.contains(scalar)
    }
    // Case is folded before a set is negated.
    let isInside = set.ranges.contains {
      $0.contains(scalar.value) || $0.contains(scalar.value ^ 0x20)
    }
    return isInside != set.isNegated
  }

  /// Adds what is reachable from `state` without reading; true when the end is.
  private func follow(
    _ state: Int, _ set: inout StateSet, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?
  ) -> Bool {
    var stack = [state]
    while let state = stack.popLast() {
      guard set.settle(state) else { continue }
      switch steps[state] {
      case .end: return true
      case .set: break
      case .jump(let target): stack.append(target)
      case .split(let left, let right):
        stack.append(right)
        stack.append(left)
      case .lineStart: if previous == nil { stack.append(state + 1) }
      case .lineEnd: if next == nil { stack.append(state + 1) }
      case .wordBoundary:
        if Self.isWord(previous) != Self.isWord(next) { stack.append(state + 1) }
      case .noWordBoundary:
        if Self.isWord(previous) == Self.isWord(next) { stack.append(state + 1) }
      }
    }
    return false
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return CharacterSet.word.contains { $0.contains(scalar.value) }
  }

  private mutating func emit(_ syntax: PatternSyntax) throws(Problem) {
    // Groups with nothing in them add no step, however often they are repeated.
    work += 1
    guard steps.count < Self.most, work < 10 * Self.most else {
      throw Problem("the pattern is too large")
    }
    switch syntax {
    case .empty: break
    case .set(let set): steps.append(.set(set))
    case .lineStart: steps.append(.lineStart)
    case .lineEnd: steps.append(.lineEnd)
    case .wordBoundary: steps.append(.wordBoundary)
    case .noWordBoundary: steps.append(.noWordBoundary)
    case .sequence(let parts): for part in parts { try emit(part) }
    case .choice(let options): try emit(choice: options[...])
    case .repetition(let inner, let least, let most):
      for _ in 0..<least { try emit(inner) }
      if let most {
        var splits: [Int] = []
        for _ in least..<max(least, most) {
          splits.append(steps.count)
          steps.append(.split(steps.count + 1, 0))
          try emit(inner)
        }
        for split in splits { steps[split] = .split(split + 1, steps.count) }
      } else {
        let split = steps.count
        steps.append(.split(split + 1, 0))
        try emit(inner)
        steps.append(.jump(split))
        steps[split] = .split(split + 1, steps.count)
      }
    }
  }

  private mutating func emit(choice options: ArraySlice<PatternSyntax>) throws(Problem) {
    guard let first = options.first else { return }
    guard options.count > 1 else { return try emit(first) }
    let split = steps.count
    steps.append(.split(split + 1, 0))
    try emit(first)
    let jump = steps.count
    steps.append(.jump(0))
    steps[split] = .split(split + 1, steps.count)
    try emit(choice: options.dropFirst())
    steps[jump] = .jump(steps.count)
  }
}

/// States of a pattern that are under way.
private struct StateSet {
  private(set) var members: [Int] = []
  private var marks: [UInt8]

  init(_ count: Int) {
    marks = Array(repeating: 0, count: count)
  }

  mutating func insert(_ state: Int) {
    guard marks[state] == 0 else { return }
    marks[state] = 1
    members.append(state)
  }

  /// Takes a state up as followed; false when it was before.
  mutating func settle(_ state: Int) -> Bool {
    guard marks[state] != 2 else { return false }
    if marks[state] == 0 { members.append(state) }
    marks[state] = 2
    return true
  }

  func isSettled(_ state: Int) -> Bool { marks[state] == 2 }

  mutating func removeAll() {
    for state in members { marks[state] = 0 }
    members.removeAll(keepingCapacity: true)
  }
}
