/// How serious a finding is; errors come first when findings at one place are ordered.
public enum Severity: String, CaseIterable, Comparable, Sendable {
  /// Output would be wrong or unsafe: nothing is written.
  case error
  /// Legal, but likely not what is wanted.
  case warning
  /// Worth knowing.
  case note

  /// Errors sort before warnings, warnings before notes.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
