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
    /// Repairs in a row, each within ``StaticSecretMemory/calm`` of the one before.
    var repairs = 0
    var repairedAt: Instant?
  }

  /// A target that stays in line for so long is not being fought over.
  private static let calm = Duration.seconds(120)

  private let entries = Mutex<[ObjectKey: Entry]>([:])

  subscript(key: ObjectKey) -> Entry? {
    get { entries.withLock { $0[key] } }
    set { entries.withLock { $0[key] = newValue } }
  }

  /// Whether `version` of a target is one that `key` knows.
  func knows(_ version: String, of target: TargetKey, for key: ObjectKey) -> Bool {
    entries.withLock { $0[key]?.versions[target] == version }
  }

  /// How long to wait before the targets of `key` are looked at after a change by somebody else: not at
  /// all at first, longer with each repair, so that two who disagree do not wear out the API server.
  func patience(for key: ObjectKey, now: Instant) -> Duration {
    guard let entry = self[key], let repairedAt = entry.repairedAt, entry.repairs > 1,
      now - repairedAt < Self.calm
    else { return .zero }
    return min(.milliseconds(500) * (1 << min(entry.repairs - 2, 7)), .seconds(60))
  }

  /// Notes that targets were written without news from Infisical.
  static func noteRepair(in entry: inout Entry, now: Instant) {
    let isRow = entry.repairedAt.map { now - $0 < calm } ?? false
    entry.repairs = isRow ? entry.repairs + 1 : 1
    entry.repairedAt = now
  }
}
