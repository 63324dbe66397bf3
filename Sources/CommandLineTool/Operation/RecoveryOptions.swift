import ArgumentParser

/// The recovery target on the command line.
struct RecoveryOptions: ParsableArguments {
  @Option(help: "Recovery target: a time with offset (RFC 3339).")
  var targetTime: String?

  @Option(help: "Recovery target: a transaction ID.")
  var targetXID: String?

  @Option(help: "Recovery target: a WAL position.")
  var targetLSN: String?

  @Option(help: "Recovery target: a restore point.")
  var targetName: String?

  @Flag(help: "Recovery target: as soon as the backup is consistent.")
  var targetImmediate = false

  @Option(help: "Timeline of the recovery: `latest` or a number.")
  var targetTimeline: String?

  @Option(help: "Backup from which to start the recovery.")
  var backupID: String?

  /// Fields of the document with their values.
  var fields: [(field: String, value: String)] {
    let pairs: [(String, String?)] = [
      ("time", targetTime), ("xid", targetXID), ("lsn", targetLSN), ("name", targetName),
      ("immediate", targetImmediate ? "true" : nil), ("timeline", targetTimeline),
      ("backupID", backupID),
    ]
    return pairs.compactMap { field, value in value.map { (field, $0) } }
  }
}
