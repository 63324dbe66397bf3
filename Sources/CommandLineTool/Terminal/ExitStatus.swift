/// How the program ended (design/decisions.md, "Command line").
enum ExitStatus: Int32, Error {
  /// Clean, or in sync.
  case success = 0
  /// Findings, a refusal, or drift.
  case findings = 1
  /// The command line makes no sense.
  case usage = 2
  /// Files could not be read or written, or the program is at fault.
  case failure = 3
}
