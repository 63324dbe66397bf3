import ArgumentParser
import Diagnostics
import Files
import Migration
import Pipeline
import TopologyModel
import Workspace

extension MigrationOptions.Sharing: ExpressibleByArgument {}

/// `redoubt migrate`.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Convert InfisicalSecret (v1alpha1) to the v1beta1 resources.",
    discussion: """
      Reads files, folders (`*.yaml`, `*.yml`) and `-` for standard input. By default the same stream is \
      printed with every InfisicalSecret replaced; every other byte stays as it is. Resources that \
      cannot be carried over are named and left alone, and the exit code is 1.
      """)

  @Argument(help: "Files, folders, or `-`.")
  var paths: [String]

  @Option(name: .shortAndLong, help: "Write all files to this directory instead of printing them.")
  var output: String?

  @Flag(help: "Write the changed files in place.")
  var inPlace = false

  @Flag(help: "Write nothing; print the changes as a unified diff.")
  var diff = false

  @Flag(help: "Write nothing; exit with 1 and list the files that would change.")
  var check = false

  @Option(
    help:
      "Write a field-by-field report as JSON to this file, and as Markdown with the migration plan beside it."
  )
  var report: String?

  @Flag(help: "Convert resources even if information is lost, and report what is lost.")
  var allowLossy = false

  @Option(help: "Namespace of resources that do not set one.")
  var namespace: String?

  @Option(help: "Scope in which connections and identities are shared: input or namespace.")
  var share = MigrationOptions.Sharing.input

  @Option(help: "Number of parallel jobs; the output does not depend on it.")
  var jobs = 2

  @Option(help: "Format of the findings.")
  var format = ReportFormat.text

  @OptionGroup var common: CommonOptions

  func validate() throws {
    let modes = [output != nil, inPlace, diff, check].count { $0 }
    if modes > 1 { throw ValidationError("use one of --output, --in-place, --diff and --check") }
    if paths.contains("-"), output != nil || inPlace {
      throw ValidationError("--output and --in-place need files, not standard input")
    }
    if paths.count(where: { $0 == "-" }) > 1 { throw ValidationError("`-` can be given only once") }
    if format != .text, modes == 0 || diff {
      throw ValidationError(
        "--format concise and json need --output, --in-place or --check: the result also goes to standard output"
      )
    }
    if jobs < 1 { throw ValidationError("--jobs must be 1 or more") }
    if let namespace, DNSLabel(namespace) == nil {
      throw ValidationError("--namespace takes a name: lower-case letters, digits and dashes")
    }
    if let output, output.isEmpty {
      throw ValidationError("--output takes the name of a directory")
    }
  }

  func run() async throws {
    let terminal = common.terminal
    let files = try InputFiles.find(paths)
    var run = MigrationRun(format: format, terminal: terminal, keepsReports: report != nil)
    guard !files.isEmpty else {
      run.note(
        Diagnostic(.noInput, "no YAML files found", path: paths.joined(separator: ", "))
          .help("name a file, or a directory that contains `*.yaml` or `*.yml` files"))
      run.finish()
      throw ExitStatus.findings
    }
    if let output { try refuseCollisions(files, output, terminal) }
    try checkReport()
    var options = MigrationOptions()
    options.namespace = namespace
    options.sharing = share
    options.allowsLoss = allowLossy
    options.reportsFields = report != nil
    var migrator = Migrator(options)
    let (standardInput, hasResources) = try await survey(files, &migrator)
    if hasResources { migrator.deploy(try DeploymentSurvey.table(paths, files)) }
    let destination = MigrationDestination(
      output: output, inPlace: inPlace, diff: diff, check: check, isText: format == .text)
    let work = MigrationWork(files.map(\.name), migrator) { position in
      let file = files[position]
      return try file.path == "-" ? standardInput : file.contents.get()
    } store: { done in
      try destination.store(done.result, files[done.position], done.source.bytes)
    }
    try await work.run(jobs: jobs) { done in
      run.add(done, isCheck: check)
      try destination.print(
        done.result, files[done.position], done.source.bytes,
        MigrationDestination.Place(isFirst: done.position == 0, isOnly: files.count == 1), terminal)
    }
    if let report { try write(run.report, to: report) }
    run.finish()
    let hasDrift = (check || diff) && run.totals.changedFiles > 0
    if run.totals.refused > 0 || hasDrift { throw ExitStatus.findings }
  }

  /// Lets the migrator see what the input has already; the result is standard input, which can be
  /// read once only, and whether there is anything to migrate.
  private func survey(
    _ files: [InputFile], _ migrator: inout Migrator
  ) async throws(FileError) -> (standardInput: [UInt8], hasResources: Bool) {
    var hasResources = false
    let standardInput = files.contains { $0.path == "-" } ? try FileSystem.readStandardInput() : []
    for start in stride(from: 0, to: files.count, by: jobs * 4) {
      let batch = Array(files[start..<min(start + jobs * 4, files.count)])
      let found = await Parallel.map(batch, jobs: jobs) {
        file -> Result<([UInt8]?, Bool), FileError> in
        (file.path == "-" ? .success(standardInput) : file.contents)
          .map { (Migrator.isWorthSurveying($0) ? $0 : nil, Migrator.isWorthMigrating($0)) }
      }
      for (file, result) in zip(batch, found) {
        let (bytes, isOld) = try result.get()
        hasResources = hasResources || isOld
        guard let bytes else { continue }
        var sources = SourceMap()
        migrator.survey(sources.add(path: file.name, bytes: bytes))
      }
    }
    return (standardInput, hasResources)
  }

  /// A report that cannot be written is stated before anything is changed.
  private func checkReport() throws(FileError) {
    if let report { try FileSystem.checkReplaceable(report) }
  }

  private func refuseCollisions(
    _ files: [InputFile], _ output: String, _ terminal: Terminal
  ) throws {
    for path in paths where FileSystem.isFolder(path) && FileSystem.isInside(output, path) {
      terminal.complain(
        "error: `\(output)` is inside the input directory `\(path)`; choose a directory outside it\n"
      )
      throw ExitStatus.usage
    }
    var seen: Set<String> = []
    for file in files where !seen.insert(file.relative).inserted {
      terminal.complain(
        "error: two inputs would be written to `\(file.relative)`; migrate them separately\n")
      throw ExitStatus.usage
    }
  }

  private func write(_ report: MigrationReport, to path: String) throws(FileError) {
    try FileSystem.replace(path, with: report.json)
    let stem = path.hasSuffix(".json") ? String(path.dropLast(5)) : path
    try FileSystem.replace("\(stem).md", with: Array(report.markdown.utf8))
  }
}
