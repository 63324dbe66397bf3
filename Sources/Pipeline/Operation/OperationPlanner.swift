package import Diagnostics
package import TopologyModel
import YAMLSyntax

/// `redoubt operation`: from a topology and the lock file of its tree to the topology of the next step.
///
/// Pure: the caller reads and writes the files.
package struct OperationPlanner: Sendable {
  private let previous: PreviousLock

  package init(previous: PreviousLock) { self.previous = previous }

  /// Where a deployment is.
  package struct Position: Sendable {
    package let topology: Topology
    package let lock: TopologyLock
    package let state: DeploymentState
    /// Whether the tree was built from a state before that of the topology.
    package let isAhead: Bool
    let spec: YAMLNode

    /// Images of the upgrade that is under way, or that would begin with `image`.
    func upgrade(to image: ImageReference?) -> (fromImage: String, toImage: String)? {
      if let upgrade = topology.operation.postgresUpgrade {
        return (upgrade.fromImage.value.description, upgrade.toImage.value.description)
      }
      guard let image, let active = topology.activeSite else { return nil }
      return (active.postgres.image.value.description, image.description)
    }
  }

  /// What a step makes of the topology.
  package struct Outcome: Sendable {
    package let state: DeploymentState
    package let bytes: [UInt8]
  }

  /// Reads and checks the topology; nil with findings when it is not fit to be worked on.
  package func position(of file: SourceFile, into bag: inout DiagnosticBag) -> Position? {
    let stream = YAMLParser().parse(file, into: &bag)
    let loaded = TopologyLoader.load(stream, into: &bag)
    guard let topology = loaded.topology, loaded.isComplete, !bag.hasErrors,
      let spec = stream.documents.first(where: { $0.root != nil })?.root?["spec"]
    else { return nil }
    switch previous {
    case .none, .absent:
      bag.report(
        Diagnostic(
          .brokenLock,
          "there is no \(TopologyLock.path): an operation changes a tree that was built",
          at: topology.name.span ?? topology.span
        ).help(
          "pass the directory of the tree with `--output`, or name it in `gitops.output`; a new deployment is built first, with `redoubt build`"
        ))
      return nil
    case .replaced, .missing, .elsewhere, .file: break
    }
    let next = StateStage(previous: previous).run(topology, asOf: nil, into: &bag)
    guard let next else { return nil }
    var known: TopologyLock?
    if case .file(let file) = previous {
      var ignored = DiagnosticBag()
      known = LockLoader.load(file, into: &ignored)
    }
    return Position(
      topology: topology, lock: next.lock, state: next.state,
      isAhead: known.map { $0.sequence != next.lock.sequence } ?? false, spec: spec)
  }

  /// The topology behind one step; nil with findings when the step is refused.
  ///
  /// The result is judged by every rule before it is given back, as the next build will judge it.
  package func take(
    _ request: OperationRequest, from position: Position, _ file: SourceFile,
    sources: inout SourceMap, into bag: inout DiagnosticBag
  ) -> Outcome? {
    let place = position.topology.operation.spans.first.flatMap(\.self) ?? position.spec.startPlace
    func refuse(_ message: String, _ help: String) -> Outcome? {
      bag.report(Diagnostic(.refusedStep, message, at: place).help(help))
      return nil
    }
    guard !position.isAhead else {
      return refuse(
        "the tree was not built since the last step", "run `redoubt build`, commit and verify first"
      )
    }
    let next: DeploymentState
    do {
      next = try position.state.applying(request.step)
    } catch {
      let steps = position.state.legalSteps.map { "`\($0)`" }.joined(separator: ", ")
      return refuse(
        "\(error.reason)", "legal now: \(steps.isEmpty ? "nothing" : steps)")
    }
    let bytes: [UInt8]
    do {
      bytes = try TopologyEditor(
        file: file, spec: position.spec, request: request,
        upgrade: position.upgrade(to: request.image)
      )
      .apply(from: position.state, to: next)
    } catch {
      bag.report(
        Diagnostic(.refusedStep, error.message, at: error.span ?? place)
          .help("write the mapping in block style, one field per line"))
      return nil
    }
    let edited = sources.add(path: file.path, bytes: bytes)
    guard let after = judge(edited, position, &bag) else { return nil }
    guard after.core == next.core else {
      return refuse(
        "the edited topology would say `\(after.operation)`, not `\(next.operation)`",
        "make the change manually, and report this as a bug")
    }
    return Outcome(state: next, bytes: bytes)
  }

  private func judge(
    _ edited: SourceFile, _ position: Position, _ bag: inout DiagnosticBag
  ) -> DeploymentState? {
    let stream = YAMLParser().parse(edited, into: &bag)
    let loaded = TopologyLoader.load(stream, into: &bag)
    guard let topology = loaded.topology, loaded.isComplete, !bag.hasErrors else { return nil }
    let lock = SourceFile(
      id: SourceFileID(.max), path: TopologyLock.path, bytes: position.lock.bytes)
    let stage = StateStage(previous: .file(lock))
    return stage.run(topology, asOf: nil, into: &bag)?.state
  }
}

extension YAMLNode {
  fileprivate var startPlace: SourceSpan? { entries?.first?.key.span ?? span?.startPoint }
}

extension RuleInfo {
  /// A step of an operation that is not taken.
  package static let refusedStep = RuleInfo(
    .topology, 130, "refused-step",
    summary:
      "`redoubt operation` was asked for a step that is not legal now, or that it cannot write.",
    why: "Each step relies on the state that the previous step left in the databases.",
    sources: [
      .catalogue("TOPO-007"),
      .cloudNativePG(
        "demoting a primary to a replica cluster",
        "replica_cluster/#demoting-a-primary-to-a-replica-cluster"),
    ])
}
