import KubernetesClient
import Seams
import Synchronization

/// What was last done for each static secret, so that nothing is done twice.
final class StaticSecretMemory: Sendable {
  /// What is known of one target.
  struct Known: Hashable, Sendable {
    /// Version in which it was found or left in line.
    var version: String
    /// The object that it was, so that one that someone replaced is told from one that someone else made.
    var uid: String
  }

  struct Entry: Sendable {
    /// Over everything that decides about the targets.
    var inputs = 0
    /// Over what people may edit: a change of it is a wish to read again.
    var edit = 0
    var targets: [TargetKey: Known] = [:]
    /// Sources that had no secret at the last sync that succeeded: that they are empty is nothing new.
    var emptySources: Set<SourceWish> = []
    var syncedAt: Instant?
    /// Whether a target is not in line, or workloads are still to be rolled out: nothing may be skipped.
    var isIncomplete = false
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
    entries.withLock { $0[key]?.targets[target]?.version == version }
  }

  /// How long to wait before the targets of `key` are looked at after a change by someone else: not at
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
