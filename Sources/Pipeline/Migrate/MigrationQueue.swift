import Diagnostics
import Migration

/// Gives names to shared resources in the order of the input, while files are prepared and finished
/// side by side.
///
/// Every file has a turn; a file that is prepared early waits for those in front of it. The file whose
/// turn it is never waits, so the queue cannot stall.
actor MigrationQueue {
  private var migrator: Migrator
  private var turn = 0
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

  init(_ migrator: Migrator) {
    self.migrator = migrator
  }

  /// Names what `prepared`, the file at `position`, shares with others.
  func name(_ prepared: PreparedFile, at position: Int) async -> SharedNames {
    if position != turn {
      await withCheckedContinuation { waiting[position] = $0 }
    }
    defer { skip(position) }
    return migrator.name(prepared)
  }

  /// Passes the turn of a file on that cannot be read.
  func pass(_ position: Int) async {
    if position != turn {
      await withCheckedContinuation { waiting[position] = $0 }
    }
    skip(position)
  }

  private func skip(_ position: Int) {
    turn = position + 1
    waiting.removeValue(forKey: turn)?.resume()
  }
}
