package import Seams
import Synchronization

/// Whether writes may still be sent: a process that stood still past the end of its lease finds it closed, before any
/// task of it has noticed.
package final class LeaseFence: Sendable {
  private let time: any TimeSource
  private let until = Mutex<Instant?>(nil)

  package init(time: any TimeSource) { self.time = time }

  /// Opens until `end`; nil closes.
  package func open(until end: Instant?) { until.withLock { $0 = end } }

  package var isOpen: Bool {
    let now = time.now
    return until.withLock { $0.map { now < $0 } ?? false }
  }
}
