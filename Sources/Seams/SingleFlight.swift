import Synchronization

/// Lets those who ask for the same at the same time share one answer.
///
/// The work does not belong to who asked first: it goes on when that one is cancelled, as others wait for it. It must end by
/// itself.
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

  /// What `work` gives, or what the work gives that someone else began and that is under way; nil when the caller is
  /// cancelled.
  package func run(_ key: Key, _ work: @escaping @Sendable () async -> Value) async -> Value? {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // Asked within the lock: who is cancelled later is found among those who wait.
        let (isCancelled, isFirst) = state.withLock { state in
          if Task.isCancelled { return (true, false) }
          let isFirst = state.waiting[key] == nil
          state.waiting[key, default: []].append(
            Waiter(number: number, continuation: continuation))
          return (false, isFirst)
        }
        if isCancelled { continuation.resume(returning: nil) }
        if isFirst { begin(key, work) }
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

  private func begin(_ key: Key, _ work: @escaping @Sendable () async -> Value) {
    time.start { [self] in
      let value = await work()
      let waiters = state.withLock { $0.waiting.removeValue(forKey: key) } ?? []
      for waiter in waiters { waiter.continuation.resume(returning: value) }
    }
  }
}
