import Synchronization

/// Wakes the one task that waits for it; a signal that nobody waits for is kept, once.
package final class Signal: Wakeable {
  private struct State {
    var isRaised = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  package init() {}

  package func wake() { raise() }

  package func raise() {
    let waiter = state.withLock { state in
      let waiter = state.waiter.take()
      state.isRaised = waiter == nil
      return waiter
    }
    waiter?.resume()
  }

  /// Returns at the next signal, or at once when one was kept or the task is cancelled.
  package func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          if state.isRaised || Task.isCancelled {
            state.isRaised = false
            return true
          }
          state.waiter = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiter.take() }?.resume()
    }
  }

  /// Waits for a signal, but not beyond `deadline`.
  package func wait(until deadline: Instant, _ time: some TimeSource) async {
    await withDiscardingTaskGroup { group in
      let race = Race()
      group.addTask { [self] in
        await wait()
        race.finish()
      }
      group.addTask {
        try? await time.sleep(until: deadline)
        race.finish()
      }
      await race.first()
      group.cancelAll()
    }
  }
}

/// Tells when the first of several tasks is through.
private final class Race: Sendable {
  private let signal = Signal()
  func finish() { signal.raise() }
  func first() async { await signal.wait() }
}
