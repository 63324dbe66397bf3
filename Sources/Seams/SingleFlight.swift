import Synchronization

/// Lets those who ask for the same at the same time share one answer.
package final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private typealias Waiter = CheckedContinuation<Value?, Never>

  private let waiting = Mutex<[Key: [Waiter]]>([:])

  package init() {}

  /// What `work` gives, or what it gives to the one who asked first and is still at it.
  package func run(_ key: Key, _ work: () async -> Value) async -> Value {
    while true {
      if begin(key) {
        let value = await work()
        for other in end(key) { other.resume(returning: value) }
        return value
      }
      // Nil: the first one was through before we could join.
      if let value = await withCheckedContinuation({ join(key, $0) }) { return value }
    }
  }

  private func begin(_ key: Key) -> Bool {
    waiting.withLock { waiting in
      guard waiting[key] == nil else { return false }
      waiting[key] = []
      return true
    }
  }

  private func end(_ key: Key) -> [Waiter] {
    waiting.withLock { $0.removeValue(forKey: key) } ?? []
  }

  private func join(_ key: Key, _ waiter: Waiter) {
    let hasJoined = waiting.withLock { waiting in
      guard waiting[key] != nil else { return false }
      waiting[key]?.append(waiter)
      return true
    }
    if !hasJoined { waiter.resume(returning: nil) }
  }
}
