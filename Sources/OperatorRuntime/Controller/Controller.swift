import Logging
import Seams

/// What a reconciliation asks for.
package enum Outcome: Hashable, Sendable {
  /// In order; wait for the next change.
  case done
  /// In order; look again after a while.
  case again(after: Duration)
  /// Not in order: try again, later with each failure, but not before `atLeast`.
  case retry(atLeast: Duration = .zero)
}

/// Workers that take keys from a queue and bring the world in line, one worker to a key at a time.
package struct Controller<Key: Hashable & Sendable & CustomStringConvertible>: Sendable {
  /// Name in metrics and logs.
  package let name: String
  package let queue: WorkQueue<Key>
  private let workers: Int
  private let environment: RuntimeEnvironment
  private let reconcile: @Sendable (Key) async -> Outcome

  package init(
    _ name: String, queue: WorkQueue<Key>, workers: Int, environment: RuntimeEnvironment,
    reconcile: @escaping @Sendable (Key) async -> Outcome
  ) {
    self.name = name
    self.queue = queue
    self.workers = workers
    self.environment = environment
    self.reconcile = reconcile
  }

  /// Works until the task is cancelled; reconciliations under way come to their end.
  package func run() async {
    environment.metrics.set(
      "controller_runtime_max_concurrent_reconciles", ["controller": name], to: Double(workers))
    await withDiscardingTaskGroup { group in
      group.addTask { await queue.run() }
      for _ in 0..<workers { group.addTask { await work() } }
    }
  }

  private func work() async {
    while let key = await queue.next() {
      let start = environment.time.now
      environment.metrics.add("controller_runtime_active_workers", ["controller": name], 1)
      let outcome = await reconcile(key)
      environment.metrics.add("controller_runtime_active_workers", ["controller": name], -1)
      environment.metrics.observe(
        "controller_runtime_reconcile_time_seconds", ["controller": name],
        environment.time.now - start)
      finish(key, outcome)
    }
  }

  private func finish(_ key: Key, _ outcome: Outcome) {
    let result: String
    switch outcome {
    case .done:
      result = "success"
      queue.succeeded(key)
    case .again(let delay):
      result = "requeue_after"
      queue.succeeded(key)
      queue.add(key, after: delay)
    case .retry(let least):
      result = "error"
      environment.metrics.count("controller_runtime_reconcile_errors_total", ["controller": name])
      queue.retry(key, atLeast: least)
    }
    environment.metrics.count(
      "controller_runtime_reconcile_total", ["controller": name, "result": result])
    queue.done(key)
  }
}
