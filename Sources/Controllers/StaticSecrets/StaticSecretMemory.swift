import KubernetesClient
import Seams
import Synchronization

/// What was last done for each static secret, so that nothing is done twice.
final class StaticSecretMemory: Sendable {
  struct Entry: Sendable {
    /// Over everything that decides about the targets.
    var inputs = 0
    /// Versions of the targets as they were found or left in line.
    var versions: [TargetKey: String] = [:]
    var syncedAt: Instant?
    var hasPendingRollout = false
  }

  private let entries = Mutex<[ObjectKey: Entry]>([:])

  subscript(key: ObjectKey) -> Entry? {
    get { entries.withLock { $0[key] } }
    set { entries.withLock { $0[key] = newValue } }
  }

  /// Whether `version` of a target is one that `key` knows.
  func knows(_ version: String, of target: TargetKey, for key: ObjectKey) -> Bool {
    entries.withLock { $0[key]?.versions[target] == version }
  }

  var all: [ObjectKey: Entry] { entries.withLock { $0 } }
}
