import Synchronization

/// Where work runs that computes or blocks for long: never on the threads that everything else shares.
package struct BlockingWork: Sendable {
  private let start: @Sendable (_ work: @escaping @Sendable () -> Void) async -> Void

  /// `start` runs what it is given on a thread of its own and returns when that is through.
  package init(_ start: @escaping @Sendable (@escaping @Sendable () -> Void) async -> Void) {
    self.start = start
  }

  /// Right here: for simulated time, which has one thread.
  package static let inline = BlockingWork { work in work() }

  /// What `body` gives; nil when it was never run, as at a shutdown.
  package func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result? {
    let result = Box<Result>()
    await start { result.value.withLock { $0 = body() } }
    return result.value.withLock { $0 }
  }

  private final class Box<Result: Sendable>: Sendable {
    let value = Mutex<Result?>(nil)
  }
}
