import Synchronization

/// Lets those who ask for the same at the same time share one answer.
///
/// The work does not belong to who asked first: it goes on when that one is cancelled, as others wait for it.
package final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Value?, Never>
  }

  private struct State {
    var waiting: [Key: [Waiter]] = [:]
    var count = 0
  }

  private let time: any TimeSource
  private let state = Mutex(State())

  package init(time: any TimeSource) { self.time = time }

  /// What `work` gives, or what it gives to the one who asked first and is still at it; nil when the caller is
  /// cancelled while it waits for somebody else's.
  package func run(_ key: Key, _ work: @escaping @Sendable () async -> Value) async -> Value? {
    let (isFirst, number) = state.withLock { state in
      state.count += 1
      guard state.waiting[key] == nil else { return (false, state.count) }
      state.waiting[key] = []
      return (true, state.count)
    }
    if isFirst {
      let box = Box()
      await time.shielded {
        let value = await work()
        box.value.withLock { $0 = value }
      }
      let value = box.value.withLock { $0 }
      let waiters = state.withLock { $0.waiting.removeValue(forKey: key) } ?? []
      for waiter in waiters { waiter.continuation.resume(returning: value) }
      return value
    }
    if let value = await join(key, number) { return value }
    // The work was through before we could join, or we are cancelled.
    return Task.isCancelled ? nil : await run(key, work)
  }

  private final class Box: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private func join(_ key: Key, _ number: Int) async -> Value? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let hasJoined = state.withLock { state in
          guard !Task.isCancelled, state.waiting[key] != nil else { return false }
          state.waiting[key]?.append(Waiter(number: number, continuation: continuation))
          return true
        }
        if !hasJoined { continuation.resume(returning: nil) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiting[key]?.firstIndex(where: { $0.number == number }) else {
          return nil
        }
        return state.waiting[key]?.remove(at: index)
      }
      waiter?.continuation.resume(returning: nil)
    }
  }
}
