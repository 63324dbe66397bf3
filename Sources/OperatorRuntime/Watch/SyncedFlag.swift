import Synchronization

/// Tells when every informer has listed once.
package final class SyncedFlag: Sendable {
  private struct State {
    var expected = 0
    var reached = 0
    var waiters: [CheckedContinuation<Void, Never>] = []
    var isCancelled = false
  }

  private let state = Mutex(State())

  package init() {}

  /// One more informer has to list.
  package func expect() { state.withLock { $0.expected += 1 } }

  package var isSynced: Bool { state.withLock { $0.reached >= $0.expected } }

  func reached() {
    let waiters = state.withLock { state in
      state.reached += 1
      guard state.reached >= state.expected else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when all have, or the task is cancelled.
  package func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          if state.reached >= state.expected || state.isCancelled { return true }
          state.waiters.append(continuation)
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      let waiters = state.withLock { state in
        state.isCancelled = true
        defer { state.waiters = [] }
        return state.waiters
      }
      for waiter in waiters { waiter.resume() }
    }
  }
}
