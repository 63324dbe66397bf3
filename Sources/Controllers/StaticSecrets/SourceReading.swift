import InfisicalClient
import Seams

/// What the sources of a resource give at the moment.
struct SourceReading: Sendable {
  struct Line: Sendable {
    let name: String
    let problem: String?
    /// Whether it returned no secret.
    let isEmpty: Bool
  }

  /// The sources in the order of the spec, with what is wrong with each.
  let lines: [Line]
  let snapshots: [Snapshot]
  let merged: MergedSecrets
  /// Those that returned no secret.
  let empty: [SourceWish]
  /// Whether a source has not answered for the first time; its answer comes back as another turn.
  let isPending: Bool
  /// Whether every source could be read, and every value that the targets need.
  let isComplete: Bool

  init(_ sources: [(wish: SourceWish, standing: Source.Standing)]) {
    snapshots = sources.compactMap(\.standing.snapshot)
    let merged = MergedSecrets(snapshots)
    self.merged = merged
    let hidden = merged.hidden
    lines = sources.map { wish, standing in
      Line(
        name: wish.name, problem: Self.problem(standing, hidden),
        isEmpty: standing.snapshot?.isEmpty == true)
    }
    empty = sources.filter { $0.standing.snapshot?.isEmpty == true }.map(\.wish)
    isPending = sources.contains { $0.standing.snapshot == nil && $0.standing.failure == nil }
    // Without one of its sources a target would lose keys: it stays as it is.
    isComplete = snapshots.count == sources.count && hidden.isEmpty
  }

  private static func problem(_ standing: Source.Standing, _ hidden: Set<String>) -> String? {
    if let failure = standing.failure { return failure.message }
    let secrets = standing.snapshot.map { $0.direct + $0.imported } ?? []
    let keys = secrets.filter { $0.value == nil && hidden.contains($0.key) }.map(\.key)
    guard !keys.isEmpty else { return nil }
    return
      "the identity can list, but not read \(TargetLimits.list(keys)); give it the permission to "
      + "read values"
  }
}
