public import Diagnostics
import Linting
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
    /// The lock file of the tree that the build changes.
    public var previous = PreviousLock.none

    /// The defaults.
    public init() {}
  }

  /// What came of a compilation.
  public struct Result: Sendable {
    /// Every finding.
    public let diagnostics: DiagnosticBag
    /// The decoded topology, when there was one.
    public let topology: Topology?
    /// What is under way behind the build; nil when an error forbids it.
    package let state: DeploymentState?
    /// Whether the build changes what is under way, a role or an epoch.
    public let isStep: Bool
    /// The output; nil when an error forbids it.
    public let plan: FilePlan?

    init(
      _ diagnostics: DiagnosticBag, _ topology: Topology?, _ state: DeploymentState? = nil,
      isStep: Bool = false, _ plan: FilePlan? = nil
    ) {
      self.diagnostics = diagnostics
      self.topology = topology
      self.state = state
      self.isStep = isStep
      self.plan = plan
    }
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
      return Result(bag, nil)
    }
    // Rules about values would mislead while some values are placeholders.
    guard loaded.isComplete else { return Result(bag, topology) }
    let root = stream.documents.first { $0.root != nil }?.root
    return await compile(topology, bag, root.map { ProvenanceIndex($0, path: file.path) })
  }

  /// Parses, decodes and checks `file` as it is, without asking what was built before it.
  public func check(_ file: SourceFile) -> DiagnosticBag {
    var bag = DiagnosticBag()
    let loaded = TopologyLoader.load(YAMLParser().parse(file, into: &bag), into: &bag)
    guard let topology = loaded.topology, loaded.isComplete else { return bag }
    bag.append(contentsOf: RuleRunner.run(topology, change: nil, asOf: options.asOf))
    return bag
  }

  /// Checks, lowers and renders a topology that a program built.
  public func compile(_ topology: Topology) async -> Result {
    await compile(topology, DiagnosticBag(), nil)
  }

  private func compile(
    _ topology: Topology, _ read: DiagnosticBag, _ provenance: ProvenanceIndex?
  ) async -> Result {
    var bag = read
    let next = StateStage(previous: options.previous).run(topology, asOf: options.asOf, into: &bag)
    guard let next, !bag.hasErrors else { return Result(bag, topology) }
    // Rules require what a blueprint needs; a waiver cannot take that away.
    guard let blueprint = Blueprint(topology: topology, state: next.state) else {
      return Result(bag, topology)
    }
    let rendered = await RenderStage().render(blueprint, jobs: options.jobs)
    reportCollisions(rendered, &bag)
    // What was promised, held against what was written.
    let tree = GitOpsTree(rendered.compactMap(\.tree), .compiled)
    for finding in AllTreeRules.findings(in: tree) { bag.report(finding) }
    guard !bag.hasErrors else { return Result(bag, topology) }
    var files = rendered.map { file in
      PlannedFile(
        path: file.path, bytes: file.bytes, kind: file.kind,
        source: provenance?.source(file.origin), site: file.site
      )
    }
    files.append(
      PlannedFile(path: TopologyLock.path, bytes: next.lock.bytes, source: nil, site: nil))
    return Result(bag, topology, next.state, isStep: next.isStep, FilePlan(files: files))
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
          .collidingOutput, "two objects have the same path, \(file.path)", at: file.origin
        )
        .label(other.origin, "the first one comes from here")
        .help("choose other names in `secrets`, or another `metadata.name`"))
    }
  }
}
