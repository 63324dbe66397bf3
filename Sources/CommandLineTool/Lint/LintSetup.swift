import Diagnostics
import Files
import Linting
import Schema
import TopologyModel
import Workspace

/// Everything that a lint run knows before it looks at the first file.
struct LintSetup: Sendable {
  let files: [InputFile]
  let standardInput: [UInt8]
  let configuration: LintConfiguration
  let baseline: Baseline?
  /// Settings, definitions and baselines, which stand behind the files that are checked.
  let settings: SourceMap
  let version: KubernetesVersion
  let isStrict: Bool
  let allowsNothing: Bool
  /// Folders that hold a tree of Redoubt.
  let trees: Set<String>
  /// The folders with definitions.
  let schemaPaths: [String]
  /// Their files.
  let schemas: [InputFile]
  /// What the paths of the command line were.
  let paths: [String]

  /// Reads settings and finds files; settings that cannot be used end the run.
  static func prepare(
    _ command: LintCommand, _ reports: LintReports, _ terminal: Terminal
  ) throws -> LintSetup {
    try reports.check()
    let all = try InputFiles.find(command.paths)
    // Identifiers ascend, and findings about settings come behind those about files.
    let names = try configured(command, terminal, position: all.count)
    var configuration = names.configuration
    if command.complete { configuration.isComplete = true }
    let patterns = configuration.exclude.map { PathPattern($0.value) }
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
    return LintSetup(
      files: files,
      standardInput: files.contains { $0.path == "-" } ? try FileSystem.readStandardInput() : [],
      configuration: configuration, baseline: baseline, settings: settings,
      version: version ?? SchemaLibrary.versions.upperBound,
      isStrict: command.strict || configuration.isStrict.value,
      allowsNothing: command.allowEmpty, trees: trees(around: files),
      schemaPaths: schemaPaths, schemas: try InputFiles.find(schemaPaths),
      paths: command.paths)
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

  /// Folders above `files` that hold the lock file of a tree.
  private static func trees(around files: [InputFile]) -> Set<String> {
    var trees: Set<String> = []
    var seen: Set<String> = []
    for file in files {
      var folder = OutputPath.parent(file.path)
      while !folder.isEmpty, seen.insert(folder).inserted {
        if FileSystem.kind(OutputPath.join(folder, TopologyLock.path)) != nil {
          trees.insert(folder)
        }
        folder = OutputPath.parent(folder)
      }
    }
    return trees
  }

  /// The bytes of a file.
  func contents(_ file: InputFile) throws(FileError) -> [UInt8] {
    file.path == "-" ? standardInput : try file.contents.get()
  }
}
