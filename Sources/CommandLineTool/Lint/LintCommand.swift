import ArgumentParser
import Diagnostics
import Files
import Linting
import Pipeline

/// `redoubt lint`.
struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check Kubernetes YAML against schemas and best practices.",
    discussion: """
      Reads files, folders (`*.yaml`, `*.yml`) and `-` for standard input. Settings come from \
      `.redoubt.yaml` in the folder where the run starts. A comment `# redoubt:ignore CODE reason` on \
      or above a line silences a finding there. `redoubt explain CODE` tells more about any finding.
      """)

  @Argument(help: "Files, folders, or `-`.")
  var paths: [String]

  @Option(
    help: "Report format: text, concise, json, sarif, github or junit; repeatable.")
  var format: [ReportFormat] = []

  @Option(
    name: .shortAndLong,
    help: "Destination of the report of the matching --format; `-` for standard output.")
  var output: [String] = []

  @Option(help: "Directory with CustomResourceDefinitions; repeatable.")
  var schema: [String] = []

  @Option(help: "Kubernetes version to check against, such as 1.34.")
  var kubernetesVersion: String?

  @Flag(help: "Apply safe fixes, then report the remaining findings.")
  var fix = false

  @Flag(help: "Write nothing; print the changes of --fix as a unified diff.")
  var diff = false

  @Option(help: "Suppress the findings listed in this file.")
  var baseline: String?

  @Option(help: "Write the current findings to this file, for use with --baseline.")
  var writeBaseline: String?

  @Option(help: "Configuration file to use instead of `.redoubt.yaml`.")
  var config: String?

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Flag(help: "Treat missing references as errors.")
  var complete = false

  @Flag(help: "Succeed when there is nothing to check.")
  var allowEmpty = false

  @Option(help: "Number of parallel jobs; the output does not depend on it.")
  var jobs = 2

  @OptionGroup(title: "Selection") var selection: SelectionOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if fix, diff { throw ValidationError("use one of --fix and --diff") }
    if fix, paths.contains("-") {
      throw ValidationError("--fix needs files; use --diff with standard input")
    }
    if paths.count(where: { $0 == "-" }) > 1 { throw ValidationError("`-` can be given only once") }
    if jobs < 1 { throw ValidationError("--jobs must be 1 or more") }
    if baseline != nil, writeBaseline != nil {
      throw ValidationError("use one of --baseline and --write-baseline")
    }
    if writeBaseline != nil, fix || diff {
      throw ValidationError("--write-baseline cannot be used with --fix or --diff")
    }
    if writeBaseline != nil, !format.isEmpty || !output.isEmpty {
      throw ValidationError("--write-baseline does not write a report")
    }
    if let kubernetesVersion, !LintConfiguration.admits(kubernetesVersion) {
      throw ValidationError("--kubernetes-version: \(LintConfiguration.versions)")
    }
    if selection.statistics, !format.isEmpty || diff {
      throw ValidationError("--statistics replaces the report: use it without --format and --diff")
    }
    let reports = try LintReports(formats: format, outputs: output)
    if diff, !format.isEmpty || !output.isEmpty, reports.usesStandardOutput {
      throw ValidationError("--diff writes to standard output; set --output for the report")
    }
  }

  func run() async throws {
    let terminal = common.terminal(on: 1)
    let reports = try LintReports(formats: format, outputs: output)
    let plan = try LintSetup.prepare(self, reports, terminal)
    var fixed = 0
    var outcome = try await LintRun(plan).run(jobs: jobs)
    if diff {
      let edits = LintFixes.edits(outcome, plan)
      for edit in edits {
        try terminal.output(
          UnifiedDiff.diff(
            old: edit.old, new: edit.new, oldName: edit.file.name, newName: edit.file.name))
      }
      if format.isEmpty, !reports.writesFiles {
        terminal.complain(outcome.closing + "\n")
      } else {
        try reports.write(outcome, terminal)
      }
      if !edits.isEmpty || outcome.fails(plan) { throw ExitStatus.findings }
      return
    }
    if fix {
      // A fix may bring to light what it covered: another round sees to that, and few are needed.
      for _ in 0..<4 {
        let edits = LintFixes.edits(outcome, plan)
        if edits.isEmpty { break }
        for edit in edits { try FileSystem.edit(edit.file.path, with: edit.new) }
        fixed += edits.map(\.count).reduce(0, +)
        outcome = try await LintRun(plan).run(jobs: jobs)
      }
    }
    if let writeBaseline {
      try FileSystem.replace(
        writeBaseline, with: Baseline.bytes(outcome.findings.sorted, sources: outcome.sources))
      let count = outcome.findings.diagnostics.count
      terminal.summarize(
        "\(writeBaseline): \(count) finding\(count == 1 ? "" : "s") recorded\n")
      return
    }
    outcome.fixed = fixed
    if selection.statistics {
      try terminal.output(LintStatistics(outcome).text)
      if outcome.fails(plan) { throw ExitStatus.findings }
      return
    }
    try reports.write(outcome, terminal)
    if outcome.fails(plan) { throw ExitStatus.findings }
  }
}
