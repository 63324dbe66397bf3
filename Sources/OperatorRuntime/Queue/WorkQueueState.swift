import DequeModule
import HeapModule
package import Seams

/// How urgent a key is; of two reasons for one key, the more urgent counts.
package enum Priority: Int, Comparable, CaseIterable, Sendable {
  /// The time has come to look again.
  case refresh
  /// Something that the key depends on changed.
  case change
  /// Someone edited the object itself.
  case edit

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A de-duplicating queue with delays, as a pure state machine.
///
/// A key is handed out to one worker at a time: what is added meanwhile waits until that one is done.
package struct WorkQueueState<Key: Hashable & Sendable>: Sendable {
  private struct Delayed: Comparable {
    let deadline: Instant
    let number: Int
    let key: Key

    static func < (left: Self, right: Self) -> Bool {
      (left.deadline, left.number) < (right.deadline, right.number)
    }

    static func == (left: Self, right: Self) -> Bool { left.number == right.number }
  }

  private struct Wait {
    let number: Int
    let deadline: Instant
    let priority: Priority
  }

  private struct Entry {
    var priority: Priority
    var since: Instant
  }

  private var ready: [Deque<Key>] = Priority.allCases.map { _ in [] }
  private var queued: [Key: Entry] = [:]
  private var running: [Key: Entry?] = [:]
  private var delayed = Heap<Delayed>()
  private var waits: [Key: Wait] = [:]
  private var failures: [Key: Int] = [:]
  private var count = 0
  /// Keys of a higher priority that were handed out while some of this one waited.
  private var passedOver = Priority.allCases.map { _ in 0 }

  /// One key of a lower priority is handed out after so many of higher ones: a flood of edits must not keep secrets from
  /// being refreshed.
  private static var patience: Int { 8 }

  /// The lane of a key, of which only so many are at work at a time: what takes long in one must not hold every worker.
  private let lane: @Sendable (Key) -> String
  private let mostOfLane: Int
  private var runningOfLane: [String: Int] = [:]
  /// Keys whose turn came while their lane was full.
  private var parked: [String: Deque<Key>] = [:]

  package init(
    mostOfLane: Int = .max, lane: @escaping @Sendable (Key) -> String = { _ in "" }
  ) {
    self.mostOfLane = max(1, mostOfLane)
    self.lane = lane
  }

  /// Keys that wait for a worker.
  package var depth: Int { queued.count }

  /// Whether nothing waits and nothing runs; delayed keys do not count.
  package var isIdle: Bool { queued.isEmpty && running.isEmpty }

  /// Adds a key now.
  package mutating func add(_ key: Key, _ priority: Priority, now: Instant) {
    if let entry = running[key] {
      var again = entry ?? Entry(priority: priority, since: now)
      again.priority = max(again.priority, priority)
      running[key] = again
      return
    }
    if let entry = queued[key] {
      guard priority > entry.priority else { return }
      // The place in the less urgent line is found empty later.
      queued[key] = Entry(priority: priority, since: entry.since)
    } else {
      queued[key] = Entry(priority: priority, since: now)
    }
    ready[priority.rawValue].append(key)
  }

  /// Adds a key at `deadline`; of several deadlines the earliest counts.
  package mutating func add(_ key: Key, _ priority: Priority, at deadline: Instant) {
    if let wait = waits[key], wait.deadline <= deadline { return }
    count += 1
    waits[key] = Wait(number: count, deadline: deadline, priority: priority)
    delayed.insert(Delayed(deadline: deadline, number: count, key: key))
  }

  /// Whether a key is to be handed out at a later time.
  package func isDelayed(_ key: Key) -> Bool { waits[key] != nil }

  /// When the next delayed key is due.
  package var nextDeadline: Instant? { delayed.min?.deadline }

  /// Adds the delayed keys that are due.
  package mutating func promote(now: Instant) {
    while let first = delayed.min, first.deadline <= now {
      delayed.removeMin()
      guard let wait = waits[first.key], wait.number == first.number else { continue }
      waits[first.key] = nil
      add(first.key, wait.priority, now: now)
    }
  }

  /// The most urgent key, with the time since when it waits; now and then one that was passed over for long.
  package mutating func next() -> (key: Key, since: Instant)? {
    let starved = Priority.allCases.first { passedOver[$0.rawValue] >= Self.patience }
    for priority in [starved].compactMap(\.self) + Priority.allCases.reversed() {
      while let key = ready[priority.rawValue].popFirst() {
        guard let entry = queued[key], entry.priority == priority else { continue }
        let lane = lane(key)
        guard runningOfLane[lane] ?? 0 < mostOfLane else {
          parked[lane, default: []].append(key)
          continue
        }
        runningOfLane[lane, default: 0] += 1
        queued[key] = nil
        running[key] = .some(nil)
        passedOver[priority.rawValue] = 0
        for lower in Priority.allCases where lower < priority && !ready[lower.rawValue].isEmpty {
          passedOver[lower.rawValue] += 1
        }
        return (key, entry.since)
      }
      passedOver[priority.rawValue] = 0
    }
    return nil
  }

  /// A worker is through with a key; what was added meanwhile is due now.
  package mutating func done(_ key: Key, now: Instant) {
    guard let entry = running.removeValue(forKey: key) else { return }
    leaveLane(of: key)
    guard let entry else { return }
    add(key, entry.priority, now: now)
  }

  /// Lets the next key of a lane stand in line again, behind those of others.
  private mutating func leaveLane(of key: Key) {
    let lane = lane(key)
    let left = (runningOfLane[lane] ?? 1) - 1
    runningOfLane[lane] = left > 0 ? left : nil
    while let next = parked[lane]?.popFirst() {
      guard let entry = queued[next] else { continue }
      ready[entry.priority.rawValue].append(next)
      break
    }
    if parked[lane]?.isEmpty == true { parked[lane] = nil }
  }

  /// Counts a failure: how many there were before.
  package mutating func failed(_ key: Key) -> Int {
    let before = failures[key] ?? 0
    failures[key] = before + 1
    return before
  }

  /// Forgets the failures of a key.
  package mutating func succeeded(_ key: Key) { failures[key] = nil }
}
