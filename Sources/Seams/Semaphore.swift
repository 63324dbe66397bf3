import Synchronization

/// Lets a bounded number of tasks in at a time, in the order in which they came.
package final class Semaphore: Sendable {
  private struct State {
    var free: Int
    var waiters: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    var count = 0
  }

  private let state: Mutex<State>

  package init(_ most: Int) { state = Mutex(State(free: most)) }

  /// Whether the caller was let in; false when its task was cancelled.
  ///
  /// Who was let in must `leave()`.
  package func enter() async -> Bool {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          if Task.isCancelled { return false }
          if state.free > 0 {
            state.free -= 1
            return true
          }
          state.waiters.append((number, continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
      }
      waiter?.continuation.resume(returning: false)
    }
  }

  package func leave() {
    let next = state.withLock { state in
      if state.waiters.isEmpty {
        state.free += 1
        return nil as CheckedContinuation<Bool, Never>?
      }
      return state.waiters.removeFirst().continuation
    }
    next?.resume(returning: true)
  }
}
