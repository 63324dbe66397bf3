import DequeModule
import Synchronization

/// Lets a bounded number of tasks in at a time, and takes turns between lanes: however many wait in one, the others
/// wait for one of them at most.
package final class FairGate<Lane: Hashable & Sendable>: Sendable {
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var capacity: Int
    var inside = 0
    var insideOfLane: [Lane: Int] = [:]
    var waiters: [Lane: Deque<Waiter>] = [:]
    /// Lanes with waiters, the one whose turn it is first.
    var order: Deque<Lane> = []
    var count = 0
  }

  private let state: Mutex<State>
  private let mostOfLane: Int

  /// At most `capacity` tasks, and of one lane at most `mostOfLane`.
  package init(_ capacity: Int, mostOfLane: Int = .max) {
    state = Mutex(State(capacity: max(1, capacity)))
    self.mostOfLane = max(1, mostOfLane)
  }

  /// From now on lets another number in; those who are inside stay.
  package func setCapacity(_ capacity: Int) {
    let admitted = state.withLock { state in
      state.capacity = max(1, capacity)
      return admit(&state)
    }
    for continuation in admitted { continuation.resume(returning: true) }
  }

  /// Whether the caller was let in; false when its task was cancelled.
  ///
  /// Who was let in must `leave`.
  package func enter(_ lane: Lane) async -> Bool {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // Asked within the lock: who is cancelled later is found among those who wait.
        let (isCancelled, admitted) = state.withLock { state in
          if Task.isCancelled { return (true, [] as [CheckedContinuation<Bool, Never>]) }
          if state.waiters[lane] == nil { state.order.append(lane) }
          state.waiters[lane, default: []].append(
            Waiter(number: number, continuation: continuation))
          return (false, admit(&state))
        }
        if isCancelled { continuation.resume(returning: false) }
        for other in admitted { other.resume(returning: true) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiters[lane]?.firstIndex(where: { $0.number == number }) else {
          return nil
        }
        defer { tidy(lane, &state) }
        return state.waiters[lane]?.remove(at: index)
      }
      waiter?.continuation.resume(returning: false)
    }
  }

  package func leave(_ lane: Lane) {
    let admitted = state.withLock { state in
      state.inside -= 1
      let left = (state.insideOfLane[lane] ?? 1) - 1
      state.insideOfLane[lane] = left > 0 ? left : nil
      return admit(&state)
    }
    for continuation in admitted { continuation.resume(returning: true) }
  }

  /// Forgets a lane that nobody waits in.
  private func tidy(_ lane: Lane, _ state: inout State) {
    guard state.waiters[lane]?.isEmpty == true else { return }
    state.waiters[lane] = nil
    state.order.removeAll { $0 == lane }
  }

  /// Takes in anyone who may come in now, one lane after the other.
  private func admit(_ state: inout State) -> [CheckedContinuation<Bool, Never>] {
    var admitted: [CheckedContinuation<Bool, Never>] = []
    var passed = 0
    while state.inside < state.capacity, passed < state.order.count {
      guard let lane = state.order.popFirst() else { break }
      guard state.insideOfLane[lane] ?? 0 < mostOfLane,
        let waiter = state.waiters[lane]?.popFirst()
      else {
        state.order.append(lane)
        passed += 1
        continue
      }
      passed = 0
      state.inside += 1
      state.insideOfLane[lane, default: 0] += 1
      admitted.append(waiter.continuation)
      if state.waiters[lane]?.isEmpty == true {
        state.waiters[lane] = nil
      } else {
        state.order.append(lane)
      }
    }
    return admitted
  }
}
