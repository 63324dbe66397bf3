/// Looks for a pattern in one text: the leftmost match, and of those the one that a backtracking search would find
/// first (Pike's construction, as in Go's `regexp`).
package struct PatternSearch {
  /// Bounds of the groups in scalars; a group that took no part has none.
  package typealias Groups = [Range<Int>?]

  private struct Thread {
    let step: Int
    let saves: [Int]
  }

  /// Threads in the order of preference, each step once.
  private struct Threads {
    var members: [Thread] = []
    private var marks: [Int]
    private var round = 0

    init(_ count: Int) { marks = Array(repeating: -1, count: count) }

    mutating func clear() {
      members.removeAll(keepingCapacity: true)
      round += 1
    }

    /// Whether the step is new in this round.
    mutating func mark(_ step: Int) -> Bool {
      guard marks[step] != round else { return false }
      marks[step] = round
      return true
    }
  }

  private enum Job {
    case follow(Int)
    case restore(Int, Int)
  }

  private let pattern: Pattern
  package let text: PatternText
  private let slots: Int
  /// Kept from one search to the next, as making them again costs as much as the pattern is long.
  private var spare: (Threads, Threads)

  package init(_ pattern: Pattern, _ text: PatternText, keepsGroups: Bool = true) {
    self.pattern = pattern
    self.text = text
    slots = keepsGroups ? 2 * pattern.groups.count : 0
    spare = (Threads(pattern.steps.count), Threads(pattern.steps.count))
  }

  /// The first match at or behind scalar `start`; `charge` hears how many steps it takes, piece by piece.
  ///
  /// Without groups the answer is only that there is one: the first that is found will do.
  package mutating func first<Failure: Error>(
    from start: Int, _ charge: (Int) throws(Failure) -> Void
  ) throws(Failure) -> Groups? {
    let scalars = text.scalars
    var (current, next) = spare
    defer { spare = (current, next) }
    spare = (Threads(0), Threads(0))
    let none = [Int](repeating: -1, count: slots)
    var found: [Int]?
    var index = start
    current.clear()
    while true {
      let scalar = index < scalars.count ? scalars[index] : nil
      // A match that begins later is not looked for once there is one.
      if found == nil {
        var saves = none
        if slots > 0 { saves[0] = index }
        add(0, saves, at: index, to: &current)
      }
      try charge(1 + current.members.count * (1 + slots / 8) * (1 + pattern.weight / 4))
      if current.members.isEmpty, found != nil { break }
      next.clear()
      for thread in current.members {
        guard case .set(let set) = pattern.steps[thread.step] else {
          guard slots > 0 else { return [] }
          found = thread.saves
          found?[1] = index
          // Those that are less preferred end with the match.
          break
        }
        guard let scalar, set.contains(scalar) else { continue }
        add(thread.step + 1, thread.saves, at: index + 1, to: &next)
      }
      guard scalar != nil else { break }
      swap(&current, &next)
      index += 1
    }
    return found.map { saves in
      stride(from: 0, to: slots, by: 2).map { slot in
        saves[slot] >= 0 && saves[slot + 1] >= saves[slot] ? saves[slot]..<saves[slot + 1] : nil
      }
    }
  }

  /// Adds what is reachable from a step without reading, in the order of preference.
  private func add(_ step: Int, _ saves: [Int], at index: Int, to threads: inout Threads) {
    let previous = index > 0 ? text.scalars[index - 1] : nil
    let following = index < text.scalars.count ? text.scalars[index] : nil
    var saves = saves
    var jobs = [Job.follow(step)]
    while let job = jobs.popLast() {
      switch job {
      case .restore(let slot, let value): saves[slot] = value
      case .follow(let step):
        guard threads.mark(step) else { continue }
        switch pattern.steps[step] {
        case .end, .set: threads.members.append(Thread(step: step, saves: saves))
        case .jump(let target): jobs.append(.follow(target))
        case .split(let first, let second):
          jobs.append(.follow(second))
          jobs.append(.follow(first))
        case .assertion(let assertion):
          if assertion.holds(previous, following) { jobs.append(.follow(step + 1)) }
        case .save(let slot):
          if slot < slots {
            jobs.append(.restore(slot, saves[slot]))
            saves[slot] = index
          }
          jobs.append(.follow(step + 1))
        }
      }
    }
  }
}
