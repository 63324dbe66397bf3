import ArgumentParser
import Diagnostics
import Files
import Kustomization
import Workspace
import YAMLSyntax

/// From which folders a kustomization may take files; the words are those of kubectl.
enum LoadRestrictor: String, ExpressibleByArgument, CaseIterable {
  case rootOnly = "LoadRestrictionsRootOnly"
  case none = "LoadRestrictionsNone"
}

/// `redoubt render`.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print the objects that a kustomization builds.",
    discussion: """
      Builds the directory in process and prints what `kubectl kustomize` prints. Remote resources, Helm \
      charts and plugins are named and left out; the exit code is then 1.

        redoubt render overlays/prod
        redoubt render overlays/prod --origin
        redoubt render overlays/prod --diff overlays/staging
      """)

  @Argument(help: "Directory with a kustomization.")
  var path = "."

  @Flag(help: "Put the files and lines that each object comes from above it.")
  var origin = false

  @Option(
    help: ArgumentHelp(
      "Print how the objects of another directory differ, object by object; exit with 1 if they do.",
      valueName: "directory"))
  var diff: String?

  @Option(help: "Where files may lie: LoadRestrictionsRootOnly or LoadRestrictionsNone.")
  var loadRestrictor = LoadRestrictor.rootOnly

  @Option(help: "Format of the findings.")
  var format = ReportFormat.text

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if origin, diff != nil { throw ValidationError("use one of --origin and --diff") }
    if format != .text {
      throw ValidationError(
        "--format takes only text here: the objects go to standard output")
    }
  }

  func run() throws {
    let terminal = common.terminal
    let disk = DiskTree()
    let first = build(path, in: disk)
    let second = diff.map { build($0, in: disk) }
    if let failure = disk.failures.first { throw failure }
    let renderings = [first] + (second.map { [$0] } ?? [])
    var bag = DiagnosticBag()
    for rendering in renderings { bag.append(contentsOf: rendering.faults) }
    Reporter(terminal: terminal, format: format).report(
      bag, sources: disk.sources,
      summary: RunSummary(
        files: disk.sources.files.count, documents: renderings.reduce(0) { $0 + $1.resources.count }
      )
    )
    if bag.hasErrors { throw ExitStatus.findings }
    if let second, let diff {
      let comparison = RenderDiff(first, second, names: (path, diff))
      try terminal.output(comparison.text)
      if !comparison.text.isEmpty { throw ExitStatus.findings }
    } else {
      try terminal.output(print(first, disk.sources))
    }
    if renderings.contains(where: \.isOpen) { throw ExitStatus.findings }
  }

  private func build(_ folder: String, in disk: DiskTree) -> Rendering {
    Rendering.build(
      FileSystem.resolved(folder) ?? folder, in: disk, isRestricted: loadRestrictor == .rootOnly)
  }

  private func print(_ rendering: Rendering, _ sources: SourceMap) -> [UInt8] {
    YAMLPrinter.print(
      stream: rendering.resources.map { resource in
        (origin ? ObjectOrigin(resource, sources).lines : [], resource.root)
      })
  }
}
