public import Diagnostics
import TopologyChecks
public import TopologyModel
import YAMLSyntax

/// The compiler: bytes of a topology in, bytes of a tree out.
///
/// Nothing here touches disk, clock, environment or network, so the same input gives the same
/// output everywhere.
public struct CompilerPipeline: Sendable {
  /// What the caller decides.
  public struct Options: Sendable {
    /// Day on which waivers are judged; none expires without it.
    public var asOf: CalendarDate?
    /// Renderers at work at a time; the output does not depend on it.
    public var jobs = 1

    /// The defaults.
    public init() {}
  }

  /// What came of a compilation.
  public struct Result: Sendable {
    /// Every finding.
    public let diagnostics: DiagnosticBag
    /// The decoded topology, when there was one.
    public let topology: Topology?
    /// The output; nil when an error forbids it.
    public let plan: FilePlan?
  }

  private let options: Options

  /// A pipeline with `options`.
  public init(options: Options = Options()) {
    self.options = options
  }

  /// Parses, decodes, checks, lowers and renders `file`.
  public func compile(_ file: SourceFile) async -> Result {
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(file, into: &bag)
    let loaded = TopologyLoader.load(stream, into: &bag)
    guard let topology = loaded.topology else {
      return Result(diagnostics: bag, topology: nil, plan: nil)
    }
    // Rules about values would mislead while some values are placeholders.
    if loaded.isComplete { bag.append(contentsOf: RuleRunner.run(topology, asOf: options.asOf)) }
    guard !bag.hasErrors, let root = stream.documents.first(where: { $0.root != nil })?.root else {
      return Result(diagnostics: bag, topology: topology, plan: nil)
    }
    let provenance = ProvenanceIndex(root, path: file.path)
    return await emit(topology, bag, provenance)
  }

  /// Checks, lowers and renders a topology that a program built.
  public func compile(_ topology: Topology) async -> Result {
    let bag = RuleRunner.run(topology, asOf: options.asOf)
    guard !bag.hasErrors else { return Result(diagnostics: bag, topology: topology, plan: nil) }
    return await emit(topology, bag, nil)
  }

  private func emit(
    _ topology: Topology, _ checked: DiagnosticBag, _ provenance: ProvenanceIndex?
  ) async -> Result {
    var bag = checked
    let rendered = await RenderStage().render(topology, jobs: options.jobs)
    reportCollisions(rendered, &bag)
    guard !bag.hasErrors else { return Result(diagnostics: bag, topology: topology, plan: nil) }
    let files = rendered.map { file in
      PlannedFile(
        path: file.path, bytes: file.bytes, kind: file.kind,
        source: provenance?.source(file.origin), site: file.site
      )
    }
    return Result(diagnostics: bag, topology: topology, plan: FilePlan(files: files))
  }

  /// Two files at one path: two objects with one name, which only a renamed Secret can cause.
  private func reportCollisions(_ files: [RenderedFile], _ bag: inout DiagnosticBag) {
    var first: [String: RenderedFile] = [:]
    for file in files {
      // Kind and name make the file's name; the layer does not tell objects apart.
      let name = file.path.split(separator: "/").last.map(String.init) ?? ""
      let isObject = file.site != nil && name != "kustomization.yaml"
      let key = isObject ? "\(file.site ?? "")/\(name)" : file.path
      guard let other = first.updateValue(file, forKey: key) else { continue }
      bag.report(
        Diagnostic(
          .collidingOutput, "two objects would be written to \(file.path)", at: file.origin
        )
        .label(other.origin, "the first comes from here")
        .help("choose other names in `secrets`, or another `metadata.name`"))
    }
  }
}
