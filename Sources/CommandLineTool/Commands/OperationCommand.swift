import ArgumentParser
import Diagnostics
import Files
import Pipeline
import TopologyModel
import Workspace

/// What `redoubt operation` is asked to do.
enum OperationVerb: String, ExpressibleByArgument, CaseIterable {
  case status, switchover, failover, rebuild, inspect, rollback, drill, advance, abort
  case redisRestore = "redis-restore"
}

/// `redoubt operation`.
struct OperationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operation",
    abstract: "Edit the operation block of a topology: legal steps only.",
    discussion: """
      Each step is one commit: `redoubt operation`, `redoubt build`, commit, apply, verify with the \
      runbook of the tree, and then the next step. The file is edited in place, comments are kept.

        redoubt operation topology.yaml status
        redoubt operation topology.yaml switchover --to dc2
        redoubt operation topology.yaml advance --token "$(kubectl get cluster … -o jsonpath={.status.demotionToken})"
        redoubt operation topology.yaml failover --lost dc1 --to dc2 --acknowledged-by ann --acknowledged-by bob --incident INC-1
        redoubt operation topology.yaml rebuild dc1
        redoubt operation topology.yaml inspect dc2 --name 20261121 --target-time 2026-11-20T10:00:00Z
        redoubt operation topology.yaml rollback --target-time 2026-11-20T10:00:00Z
      """)

  @Argument(help: "Topology file.")
  var topology: String

  @Argument(
    help:
      "status, switchover, failover, rebuild, inspect, rollback, redis-restore, drill, advance or abort."
  )
  var verb: OperationVerb

  @Argument(help: "Site, for rebuild, inspect and drill.")
  var site: String?

  @Option(help: "Site that takes over.")
  var to: String?

  @Option(help: "Site that was lost.")
  var lost: String?

  @Option(help: "Somebody who decided on the failover; at least two.")
  var acknowledgedBy: [String] = []

  @Option(help: "Where the decision on the failover is recorded.")
  var incident: String?

  @Option(help: "Replay position of the target of a failover.")
  var observedLSN: String?

  @Option(help: "Promotion token, for the step that promotes.")
  var token: String?

  @Option(help: "Last part of the name of a second cluster.")
  var name: String?

  @Option(help: "Key of the Redis backup to load.")
  var backup: String?

  @OptionGroup var moment: RecoveryOptions

  @Option(name: .shortAndLong, help: "Folder of the tree, which holds the lock file.")
  var output = "output"

  @Option(help: "Lock file, when it is not in the tree.")
  var lock: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if topology == "-" { throw ValidationError("the topology is edited in place: name a file") }
    let needsSite = [.rebuild, .inspect, .drill].contains(verb)
    if needsSite, site == nil { throw ValidationError("\(verb.rawValue) needs a site") }
    if !needsSite, site != nil { throw ValidationError("\(verb.rawValue) takes no site") }
    if [.switchover, .failover].contains(verb) != (to != nil) {
      throw ValidationError("--to goes with switchover and failover, and they need it")
    }
    if (verb == .failover) != (lost != nil) {
      throw ValidationError("--lost goes with failover, and it needs it")
    }
    for id in [to, lost, site].compactMap(\.self) where SiteID(id) == nil {
      throw ValidationError("`\(SafeText.escapingControls(id))` is no site id")
    }
  }

  func run() throws {
    let terminal = common.terminal
    var sources = SourceMap()
    let file = sources.add(path: topology, bytes: try FileSystem.read(topology))
    let previous = try PreviousLockFile.find(
      lock, output: output, isNew: false, sources: &sources)
    let planner = OperationPlanner(previous: previous)
    var bag = DiagnosticBag()
    let reporter = Reporter(terminal: terminal, format: .text)
    func report() {
      reporter.report(bag, sources: sources, summary: RunSummary(files: 1, documents: 1))
    }
    guard let position = planner.position(of: file, into: &bag) else {
      report()
      throw ExitStatus.findings
    }
    guard let request else {
      return try terminal.output(OperationReport.status(position))
    }
    bag = DiagnosticBag()
    let outcome = planner.take(request, from: position, file, sources: &sources, into: &bag)
    report()
    guard let outcome else { throw ExitStatus.findings }
    try FileSystem.edit(topology, with: outcome.bytes)
    terminal.summarize(
      OperationReport.taken(position.state, outcome.state, topology: topology, output: output))
  }

  private var request: OperationRequest? {
    guard let step else { return nil }
    var request = OperationRequest(step)
    request.token = token
    request.acknowledgedBy = acknowledgedBy
    request.incidentRef = incident
    request.observedTargetLSN = observedLSN
    request.name = name
    request.backup = backup
    request.target = moment.fields
    return request
  }

  private var step: OperationStep? {
    let site = site.flatMap(SiteID.init)
    switch verb {
    case .status: return nil
    case .switchover: return to.flatMap(SiteID.init).map { .switchover(to: $0) }
    case .failover:
      guard let lost = lost.flatMap(SiteID.init), let to = to.flatMap(SiteID.init) else {
        return nil
      }
      return .failover(lost: lost, to: to)
    case .rebuild: return site.map { .rebuild($0) }
    case .inspect: return site.map { .inspection($0) }
    case .drill: return site.map { .drill($0) }
    case .rollback: return .rollback
    case .redisRestore: return .redisRestore
    case .advance: return .advance
    case .abort: return .abort
    }
  }
}

/// The moment of a recovery on the command line.
struct RecoveryOptions: ParsableArguments {
  @Option(help: "Moment of a recovery: a time with offset, RFC 3339.")
  var targetTime: String?

  @Option(help: "Moment of a recovery: a transaction id.")
  var targetXID: String?

  @Option(help: "Moment of a recovery: a WAL position.")
  var targetLSN: String?

  @Option(help: "Moment of a recovery: a restore point.")
  var targetName: String?

  @Flag(help: "Moment of a recovery: as soon as the backup is consistent.")
  var targetImmediate = false

  @Option(help: "Timeline of the recovery: `latest` or a number.")
  var targetTimeline: String?

  @Option(help: "Backup that the recovery starts from.")
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
