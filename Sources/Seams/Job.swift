import Synchronization

/// What can be told that something changed.
package protocol Wakeable: AnyObject, Sendable {
  func wake()
}

/// One job beside the workers: done again and again, at the times that it names itself and whenever it is woken.
///
/// Checks of servers, logins, fetches and whatever else waits for someone are jobs: no worker of a queue waits for
/// them, and what they find comes back as another turn of a resource.
package final class Job: Wakeable {
  /// When the next turn is due.
  package enum Next: Sendable {
    /// At a time, or sooner when woken.
    case at(Instant)
    /// Only when woken.
    case whenWoken
    /// Never: the job is over.
    case never
  }

  private let time: any TimeSource
  private let signal = Signal()
  private let isEnded = Mutex(false)

  package init(time: any TimeSource) { self.time = time }

  /// Lets the next turn begin now.
  ///
  /// A turn that is under way is followed by another one.
  package func wake() { signal.raise() }

  /// Ends the job after the turn that is under way.
  package func end() {
    isEnded.withLock { $0 = true }
    signal.raise()
  }

  package var hasEnded: Bool { isEnded.withLock { $0 } }

  /// Takes turns until the job is ended or the task cancelled.
  ///
  /// A turn must tell for itself whether it is due, as it may
  /// have been woken for something else.
  package func run(_ turn: () async -> Next) async {
    while !Task.isCancelled, !hasEnded {
      switch await turn() {
      case .at(let deadline): await signal.wait(until: deadline, time)
      case .whenWoken: await signal.wait()
      case .never: return
      }
    }
  }
}
