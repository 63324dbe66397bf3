import ArgumentParser
import Diagnostics
import Files
import Pipeline
import TopologyModel
import Workspace

/// `redoubt build`.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Compile a topology into its GitOps tree.",
    discussion: """
      Writes only files that changed, deletes only files that it wrote, and refuses to overwrite a \
      file that was edited since. The tree is written as a whole or not at all.
      """)

  @Argument(help: "Topology file, or `-` for standard input.")
  var topology: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "Directory to write the tree to. (default: gitops.output of the topology, or output)")
  var directory: String?

  @Flag(help: "Write nothing; exit with 1 and list the differences if the tree is out of date.")
  var check = false

  @Flag(help: "Write nothing; print the changes as a unified diff.")
  var diff = false

  @Flag(help: "Write nothing; print the manifests as one YAML stream.")
  var stdout = false

  @Option(help: "Compile one site only.")
  var site: String?

  @Flag(help: "Overwrite files that were edited or that Redoubt did not write.")
  var force = false

  @Option(help: "Number of parallel jobs; the output does not depend on it.")
  var jobs = 2

  @Option(help: "Date at which waivers are evaluated, YYYY-MM-DD.")
  var asOf: String?

  @Option(help: "Format of the findings.")
  var format = ReportFormat.text

  @Option(help: "Lock file of the tree, if it is not in the tree.")
  var lock: String?

  @Flag(
    help: "Start a new lock file; only after verifying that every cluster matches the topology.")
  var newLock = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if [check, diff, stdout].count(where: { $0 }) > 1 {
      throw ValidationError("use one of --check, --diff and --stdout")
    }
    if directory?.isEmpty == true {
      throw ValidationError("--output takes the name of a directory")
    }
    if format != .text, diff || stdout {
      throw ValidationError("--diff and --stdout need --format text: both write to standard output")
    }
    if jobs < 1 { throw ValidationError("--jobs must be 1 or more") }
    if let asOf, CalendarDate(asOf) == nil {
      throw ValidationError("--as-of takes a date, such as 2026-11-21")
    }
  }

  func run() async throws {
    let terminal = common.terminal
    let bytes = topology == "-" ? try FileSystem.readStandardInput() : try FileSystem.read(topology)
    var sources = SourceMap()
    let file = sources.add(path: topology == "-" ? "<stdin>" : topology, bytes: bytes)
    var options = CompilerPipeline.Options()
    let output = OutputDirectory.find(directory, for: file)
    options.previous = try PreviousLockFile.find(
      lock, output: output, named: OutputDirectory.named(by: file), isNew: newLock,
      sources: &sources)
    options.asOf = asOf.flatMap(CalendarDate.init)
    options.jobs = jobs
    let result = await CompilerPipeline(options: options).compile(file)
    let reporter = Reporter(terminal: terminal, format: format)
    let summary = RunSummary(files: 1, documents: result.topology == nil ? 0 : 1)
    guard var plan = result.plan, let compiled = result.topology else {
      reporter.report(result.diagnostics, sources: sources, summary: summary)
      throw ExitStatus.findings
    }
    if let site {
      guard compiled.sites.contains(where: { $0.id.value.description == site }) else {
        let known = compiled.sites.map(\.id.value.description)
        terminal.complain(
          "error: unknown site `\(SafeText.escapingControls(site))`; sites: "
            + known.joined(separator: ", ") + "\n")
        throw ExitStatus.usage
      }
      guard !result.isStep else {
        terminal.complain(
          "error: this build is a step of an operation, and a step is one commit for all sites: build without --site\n"
        )
        throw ExitStatus.findings
      }
      plan = plan.restricted(to: site)
    }
    if stdout {
      reporter.report(result.diagnostics, sources: sources, summary: summary)
      return try terminal.output(BuildReport.stream(plan))
    }
    try compare(plan, with: output, compiled, terminal) { bag in
      var all = result.diagnostics
      all.append(contentsOf: bag)
      reporter.report(all, sources: sources, summary: summary)
    }
  }

  /// Compares the plan with the output folder, and writes it unless asked not to; `report` is called
  /// once, with what was found about the folder.
  private func compare(
    _ plan: FilePlan, with output: String, _ compiled: Topology, _ terminal: Terminal,
    report: (DiagnosticBag) -> Void
  ) throws {
    let folder = OutputFolder(output)
    let isDry = check || diff
    let lock = isDry ? nil : try folder.lock()
    defer { lock?.release() }
    if !isDry { try folder.recover() }
    var bag = DiagnosticBag()
    let changes = try folder.changes(for: plan, site: site, force: force || isDry, into: &bag)
    report(bag)
    guard let changes else { throw ExitStatus.findings }
    // A report for programs has standard output for itself.
    let isText = format == .text
    if diff {
      try terminal.output(BuildReport.diff(changes, folder: output))
      if !changes.isEmpty { throw ExitStatus.findings }
    } else if check {
      guard !changes.isEmpty else {
        return terminal.summarize(
          "\(output) is up to date: \(plan.files.count) files\n", isResult: isText)
      }
      let drift = BuildReport.drift(changes, folder: output)
      if isText { try terminal.output(drift) } else { terminal.complain(drift) }
      throw ExitStatus.findings
    } else {
      if !changes.isEmpty { try folder.apply(changes) }
      terminal.summarize(
        BuildReport.written(changes, plan, compiled, folder: output), isResult: isText)
    }
  }
}
