public import Diagnostics
import TopologyChecks
import TopologyModel
import YAMLSyntax

/// What is known of the tree that a build changes.
public enum PreviousLock: Sendable {
  /// There is no tree: the first build.
  case none
  /// There is a tree, and its lock file is gone.
  case missing
  /// The lock file of the tree.
  case file(SourceFile)
}

/// Topology and lock file to the state behind the commit, through every rule.
struct StateStage {
  let previous: PreviousLock

  /// The state behind the commit, with its lock.
  struct Next {
    let state: DeploymentState
    let lock: TopologyLock
    /// Whether the state is another than before.
    let isStep: Bool
  }

  /// The state and its lock; nil when there is an error in `bag`.
  func run(
    _ topology: Topology, asOf: CalendarDate?, into bag: inout DiagnosticBag
  ) -> Next? {
    var change: TopologyChange?
    switch previous {
    case .none: break
    case .missing: reportMissing(topology, &bag)
    case .file(let file):
      guard let lock = LockLoader.load(file, into: &bag) else { break }
      change = TopologyChange(topology, after: lock)
    }
    bag.append(contentsOf: RuleRunner.run(topology, change: change, asOf: asOf))
    guard !bag.hasErrors else { return nil }
    if let change {
      guard let state = try? change.after.get(), let lock = change.lock else { return nil }
      return Next(
        state: state, lock: lock, isStep: lock.sequence != change.previous.sequence)
    }
    let state = DeploymentState(initial: topology)
    guard state.operation == .steady else {
      reportBeginning(topology, &bag)
      return nil
    }
    return Next(
      state: state, lock: TopologyLock.following(nil, topology, state), isStep: false)
  }

  private func reportMissing(_ topology: Topology, _ bag: inout DiagnosticBag) {
    bag.report(
      Diagnostic(
        .brokenLock, "the tree was built before, but \(TopologyLock.path) is missing",
        at: topology.name.span ?? topology.span
      ).help(
        "restore it from version control; `--new-lock` starts a new one, after verifying that every cluster matches the topology"
      ))
  }

  private func reportBeginning(_ topology: Topology, _ bag: inout DiagnosticBag) {
    bag.report(
      Diagnostic(
        .brokenLock,
        "an operation is in progress, but there is no lock file for the step before it",
        at: topology.operation.spans.first.flatMap(\.self) ?? topology.operation.span
      ).help("build into the tree that the step changes, or pass its lock file with `--lock`"))
  }
}
