import ArgumentParser
import Diagnostics
import Files
import Pipeline
import TopologyModel
import Workspace

/// The topology that an operation changes, and the tree that was built of it.
struct OperationTarget: ParsableArguments {
  @Argument(help: "Topology file.")
  var topology: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help:
      "Directory of the built tree, which holds the lock file. (default: gitops.output of the topology, or output)"
  )
  var directory: String?

  @Option(help: "Lock file, if it is not in the tree.")
  var lock: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if topology == "-" { throw ValidationError("the topology is edited in place: name a file") }
  }

  /// Takes a step and writes the topology; without a step, prints where the deployment is.
  func take(_ request: OperationRequest?) throws {
    let terminal = common.terminal
    var sources = SourceMap()
    let file = sources.add(path: topology, bytes: try FileSystem.read(topology))
    let output = OutputDirectory.find(directory, for: file)
    let previous = try PreviousLockFile.find(
      lock, output: output, named: OutputDirectory.named(by: file), isNew: false,
      sources: &sources)
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
}

/// The id of a site on the command line.
struct SiteArgument: ExpressibleByArgument {
  let id: SiteID

  /// Nil for what cannot be the id of a site.
  init?(argument: String) {
    guard let id = SiteID(argument) else { return nil }
    self.id = id
  }
}
