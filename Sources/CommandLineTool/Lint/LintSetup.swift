import Diagnostics
import Files
import Linting
import Pipeline
import Schema
import Workspace

/// Makes the plan of a lint run from the command line, the settings and what is on disk.
enum LintSetup {
  /// Reads settings and finds files; settings that cannot be used end the run.
  static func prepare(
    _ command: LintCommand, _ reports: LintReports, _ terminal: Terminal
  ) throws -> LintPlan {
    try reports.check()
    let all = try InputFiles.find(command.paths)
    // Identifiers ascend, and findings about settings come behind those about files.
    let names = try configured(command, terminal, position: all.count)
    var configuration = names.configuration
    if command.complete { configuration.isComplete = true }
    let patterns = (configuration.exclude.map(\.value) + command.selection.exclude).map {
      PathPattern($0)
    }
    let files = all.filter { file in !patterns.contains { $0.matches(file.path) } }
    var settings = names.sources
    var baseline: Baseline?
    if let path = command.baseline {
      var bag = DiagnosticBag()
      let file = SourceFile(
        position: all.count + 1, path: path, bytes: try FileSystem.read(path))
      settings.adopt(file)
      baseline = Baseline.load(file, into: &bag)
      guard baseline != nil else { throw refusal(bag, settings, terminal) }
    }
    let version = (command.kubernetesVersion ?? configuration.kubernetesVersion?.value)
      .flatMap(KubernetesVersion.init)
    let schemaPaths = command.schema + configuration.schemas.map(\.value)
    let standardInput =
      files.contains { $0.path == "-" } ? try FileSystem.readStandardInput() : []
    var plan = LintPlan { file in
      file.path == "-" ? standardInput : try FileSystem.read(file.path)
    }
    plan.files = files.map { LintFile(path: $0.path) }
    plan.paths = command.paths
    plan.configuration = configuration
    plan.baseline = baseline
    plan.settings = settings
    if let version { plan.version = version }
    plan.selection = command.selection.findings
    plan.failing = command.selection.failing(
      isStrict: command.strict || configuration.isStrict.value)
    plan.allowsNothing = command.allowEmpty
    plan.schemaPaths = schemaPaths
    plan.schemas = try InputFiles.find(schemaPaths).map { LintFile(path: $0.path) }
    plan.trees = try LintTrees.find(
      around: files, below: command.paths, from: all.count + 2, excluding: patterns)
    let behind = plan.trees.last.map { $0.position + $0.others.count + 1 } ?? all.count + 2
    let roots = LintRoots(command.paths, plan.files, from: behind, excluding: patterns)
    plan.render = { use in try roots.render(use) }
    plan.reports = { roots.reports($0) }
    return plan
  }

  /// The settings of `--config`, or of the folder where the run starts, or those that nobody changed.
  private static func configured(
    _ command: LintCommand, _ terminal: Terminal, position: Int
  ) throws -> (configuration: LintConfiguration, sources: SourceMap) {
    var sources = SourceMap()
    let usual = LintConfiguration.fileName
    guard let path = command.config ?? (FileSystem.kind(usual) == nil ? nil : usual) else {
      return (LintConfiguration(), sources)
    }
    var bag = DiagnosticBag()
    let file = SourceFile(position: position, path: path, bytes: try FileSystem.read(path))
    sources.adopt(file)
    let known = Set(RuleCatalogue.all.map(\.code.description))
    guard let configuration = LintConfiguration.load(file, known: known, into: &bag) else {
      throw refusal(bag, sources, terminal)
    }
    return (configuration, sources)
  }

  private static func refusal(
    _ bag: DiagnosticBag, _ sources: SourceMap, _ terminal: Terminal
  ) -> ExitStatus {
    let text = TextRenderer(.plain).render(
      bag.sorted, sources: sources, summary: RunSummary(files: 0, documents: 0))
    terminal.complain(text)
    return .findings
  }
}
