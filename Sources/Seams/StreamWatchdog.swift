import Synchronization

extension Transport {
  /// A stream that ends with a timeout when nothing comes for `idle`, or no head within the timeout of
  /// the call.
  package func stream(
    _ call: HTTPCall, idle: Duration, _ time: any TimeSource,
    _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError) {
    let watchdog = StreamWatchdog(deadline: time.now + call.timeout)
    let result = await withTaskGroup(of: Result<Void, TransportError>.self) { group in
      group.addTask {
        do throws(TransportError) {
          try await self.stream(call) { part in
            watchdog.extend(to: time.now + idle)
            return await receive(part)
          }
          return .success(())
        } catch {
          return .failure(error)
        }
      }
      group.addTask { await watchdog.bark(time) }
      defer { group.cancelAll() }
      return await group.next() ?? .success(())
    }
    try result.get()
  }
}

/// Knows until when the next piece of a stream must come.
private final class StreamWatchdog: Sendable {
  private let deadline: Mutex<Instant>

  init(deadline: Instant) { self.deadline = Mutex(deadline) }

  func extend(to instant: Instant) { deadline.withLock { $0 = instant } }

  /// Returns when the deadline has passed without having been moved.
  func bark(_ time: any TimeSource) async -> Result<Void, TransportError> {
    while true {
      let limit = deadline.withLock { $0 }
      if time.now >= limit {
        return .failure(TransportError(.timeout, "the stream became silent"))
      }
      do {
        try await time.sleep(until: limit)
      } catch {
        return .failure(TransportError(.cancelled, "the request was cancelled"))
      }
    }
  }
}
