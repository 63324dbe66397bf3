package import Seams
import Synchronization

/// One thread, one queue of jobs and a virtual clock: what runs in it is the same for the same seed.
///
/// Jobs run in an order that the seed chooses; when none is left, the clock jumps to the next
/// sleeper. Nothing waits for real time.
package final class SimulatedWorld: TaskExecutor, TimeSource {
  private struct Sleeper {
    let deadline: Instant
    let number: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var jobs: [UnownedJob] = []
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var count = 0
    var now = Instant(seconds: 1_770_000_000)
    var jobsRun = 0
  }

  private let state = Mutex(State())
  package let randomness: Randomness

  package init(seed: UInt64) { randomness = .seeded(seed) }

  // MARK: Executor

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
  }

  // MARK: Clock

  package var now: Instant { state.withLock { $0.now } }

  package func sleep(until deadline: Instant) async throws(CancellationError) {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.cancelled.remove(number) != nil || deadline <= state.now { return true }
          state.sleepers[number] = Sleeper(
            deadline: deadline, number: number, continuation: continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: number)
        if sleeper == nil { state.cancelled.insert(number) }
        return sleeper
      }
      sleeper?.continuation.resume()
    }
    if Task.isCancelled { throw CancellationError() }
  }

  package func shielded(_ work: @escaping @Sendable () async -> Void) async {
    await Task(executorPreference: self) { await work() }.value
  }

  package func start(_ work: @escaping @Sendable () async -> Void) {
    Task(executorPreference: self) { await work() }
  }

  // MARK: Running

  /// Why a run ended without a result.
  package struct Stuck: Error, CustomStringConvertible {
    package let description: String
  }

  /// Runs `body` in this world until it returns; throws what it throws, or ``Stuck`` when nothing is
  /// left that could happen, or when more than `limit` jobs ran.
  package static func run<Result: Sendable>(
    seed: UInt64 = 1, limit: Int = 20_000_000,
    _ body: @escaping @Sendable (SimulatedWorld) async throws -> Result
  ) throws -> Result {
    let world = SimulatedWorld(seed: seed)
    let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    let task = Task(executorPreference: world) {
      do {
        let value = try await body(world)
        outcome.withLock { $0 = .success(value) }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
    }
    defer { task.cancel() }
    while true {
      if let result = outcome.withLock({ $0 }) { return try result.get() }
      if let job = world.nextJob() {
        job.runSynchronously(on: world.asUnownedTaskExecutor())
      } else if !world.jump() {
        throw Stuck(description: "nothing is left that could happen (seed \(seed))")
      }
      if world.state.withLock({ $0.jobsRun }) > limit {
        throw Stuck(description: "no end after \(limit) jobs (seed \(seed))")
      }
    }
  }

  private func nextJob() -> UnownedJob? {
    // Drawn outside of the lock: the generator has one of its own.
    let draw = randomness.next()
    return state.withLock { state in
      guard !state.jobs.isEmpty else { return nil }
      state.jobsRun += 1
      // Mostly in order: complete disorder would hide what happens in practice.
      let window = min(state.jobs.count, 4)
      return state.jobs.remove(at: Int(draw % UInt64(window)))
    }
  }

  /// Moves the clock to the next deadline and wakes who waits for it.
  private func jump() -> Bool {
    let due = state.withLock { state -> [Sleeper] in
      guard let next = state.sleepers.values.map(\.deadline).min() else { return [] }
      state.now = max(state.now, next)
      let due = state.sleepers.values.filter { $0.deadline <= state.now }
        .sorted { ($0.deadline, $0.number) < ($1.deadline, $1.number) }
      for sleeper in due { state.sleepers[sleeper.number] = nil }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
    return !due.isEmpty
  }
}
