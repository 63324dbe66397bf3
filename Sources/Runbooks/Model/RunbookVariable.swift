/// A variable of the shell that a runbook is followed in, which checks may name.
enum RunbookVariable: String, CaseIterable {
  /// Suffix of the names that the runbook creates.
  case stamp = "STAMP"
  /// Position at the end of the WAL that was switched last.
  case lastPosition = "LSN"
  /// Backup that Redis is restored from, or `empty:` and a stamp.
  case restoreSource = "REDIS_BACKUP"

  /// As a command names it.
  var reference: String { "$\(rawValue)" }

  /// Why a script needs it.
  var purpose: String {
    switch self {
    case .stamp: "Suffix of the names that the runbook creates; the same as in its shell."
    case .restoreSource:
      "Key of the Redis backup, or empty:STAMP; the same as in the runbook's shell."
    case .lastPosition: "Position that the runbook's shell got from pg_switch_wal()."
    }
  }

  /// The references, for quoting.
  static let references = allCases.map(\.reference)
}
