import Synchronization

/// Runs closures as child tasks of one `run()`, so that none outlives its owner.
///
/// What is spawned before `run()` starts when it starts; what is spawned after it ended never runs.
package final class BackgroundTasks: Sendable {
  package typealias Work = @Sendable () async -> Void

  private let works: AsyncStream<Work>
  private let feed: AsyncStream<Work>.Continuation

  package init() { (works, feed) = AsyncStream.makeStream(of: Work.self) }

  package func spawn(_ work: @escaping Work) { feed.yield(work) }

  /// Runs what is spawned until the task is cancelled, then cancels all of it and waits for its end.
  package func run() async {
    await withDiscardingTaskGroup { group in
      for await work in works { group.addTask { await work() } }
      group.cancelAll()
    }
  }
}
