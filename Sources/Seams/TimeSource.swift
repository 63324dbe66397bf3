/// The clock: the seam that tests replace by a virtual one.
package protocol TimeSource: Sendable {
  /// A clock that nobody sets: for deadlines and for how long something took.
  var now: Instant { get }
  /// The time of day, which may jump: for what others read, such as a timestamp or a signature.
  var wall: Instant { get }
  /// Returns at `deadline`, or throws as soon as the task is cancelled.
  func sleep(until deadline: Instant) async throws(CancellationError)
  /// Begins `work`, which belongs to nobody and ends by itself.
  func start(_ work: @escaping @Sendable () async -> Void)
  /// Carries `work` to its end even when the caller is cancelled: for what must be tidied up.
  func shielded(_ work: @escaping @Sendable () async -> Void) async
}

extension TimeSource {
  package var wall: Instant { now }

  package func start(_ work: @escaping @Sendable () async -> Void) {
    Task { await work() }
  }

  package func shielded(_ work: @escaping @Sendable () async -> Void) async {
    await Task { await work() }.value
  }

  package func sleep(_ duration: Duration) async throws(CancellationError) {
    try await sleep(until: now + duration)
  }

  /// The result of `work`, or nil when it took longer than `limit`; it is cancelled then.
  package func limit<Result: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async -> Result
  ) async -> Result? {
    await withTaskGroup(of: Result?.self) { group in
      group.addTask { await work() }
      group.addTask {
        try? await self.sleep(limit)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}

/// The machine's clocks.
///
/// Setting the time of day moves no deadline, and a machine that was suspended has aged.
package struct SystemTime: TimeSource {
  private static let offset = wallClockMilliseconds() - steadyMilliseconds()

  package init() {}

  package var now: Instant {
    Instant(milliseconds: Self.offset + steadyMilliseconds())
  }

  package var wall: Instant { Instant(milliseconds: wallClockMilliseconds()) }

  package func sleep(until deadline: Instant) async throws(CancellationError) {
    do {
      try await Task.sleep(for: max(.zero, deadline - now))
    } catch {
      throw CancellationError()
    }
  }
}
