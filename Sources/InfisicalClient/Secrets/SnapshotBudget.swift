import Synchronization

/// How many bytes of secrets all sources together may keep, and those of one namespace.
///
/// A tenant chooses the server and the number of sources: without a bound it could fill the operator's memory.
final class SnapshotBudget: Sendable {
  private struct State {
    var kept: [ObjectIdentifier: (lane: String, bytes: Int)] = [:]
    var ofLane: [String: Int] = [:]
    var total = 0

    mutating func add(_ bytes: Int, _ source: ObjectIdentifier, _ lane: String) {
      kept[source] = (lane, bytes)
      ofLane[lane, default: 0] += bytes
      total += bytes
    }

    mutating func forget(_ source: ObjectIdentifier) {
      guard let (lane, bytes) = kept.removeValue(forKey: source) else { return }
      total -= bytes
      let left = (ofLane[lane] ?? 0) - bytes
      ofLane[lane] = left > 0 ? left : nil
    }
  }

  /// Bytes of answers; what is made of them takes about twice as much.
  static let most = 128 << 20
  static let mostOfLane = 64 << 20

  private let state = Mutex(State())

  /// Gives a source, of the namespace `lane`, room for `bytes` instead of what it had; false when there is none.
  func keep(_ bytes: Int, for source: ObjectIdentifier, lane: String) -> Bool {
    state.withLock { state in
      let before = state.kept[source]
      state.forget(source)
      let sum = (state.ofLane[lane] ?? 0) + bytes
      guard sum <= Self.mostOfLane, state.total + bytes <= Self.most else {
        // It keeps what it read last.
        if let before { state.add(before.bytes, source, before.lane) }
        return false
      }
      state.add(bytes, source, lane)
      return true
    }
  }

  func forget(_ source: ObjectIdentifier) { state.withLock { $0.forget(source) } }
}
