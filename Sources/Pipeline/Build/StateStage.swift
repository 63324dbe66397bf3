public import Diagnostics
import TopologyChecks
import TopologyModel
import YAMLSyntax

/// What is known of the tree that a build changes.
public enum PreviousLock: Sendable {
  /// No tree is known: what is compiled stands for itself.
  case none
  /// The output directory has no tree: the first build.
  case absent
  /// A new lock is asked for in place of this one, or of none.
  case replaced(SourceFile?)
  /// There is a tree, and its lock file is gone.
  case missing
  /// There is no tree here; the topology names another directory, and that has a lock file.
  case elsewhere(named: String)
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
    case .absent: reportLife(topology, &bag)
    case .replaced(let file):
      if let file { reportIntact(file, &bag) }
    case .elsewhere(let directory): reportElsewhere(directory, topology, &bag)
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

  /// A deployment that has lived is not built as if it were new: its active site would begin with an
  /// empty database.
  private func reportLife(_ topology: Topology, _ bag: inout DiagnosticBag) {
    let help =
      "pass the directory of the tree with `--output`, or name it in `gitops.output`"
    for site in topology.sites {
      let role = site.role.value
      if role == .fenced || role == .rebuilding {
        bag.report(
          Diagnostic(
            .brokenLock,
            "`\(site.id.value)` is \(role), so the deployment was built before, but the output directory has no \(TopologyLock.path)",
            at: site.role.span ?? site.span
          ).help(
            "\(help); `--new-lock` starts a new lock file, after verifying that every cluster matches the topology"
          ))
      } else if site.postgres.epoch.value > 1 {
        bag.report(
          Diagnostic(
            .laterFirstEpoch,
            "`\(site.id.value)` has archive epoch \(site.postgres.epoch.value) in a first build",
            at: site.postgres.epoch.span ?? site.span
          ).help("if the deployment was built before, \(help)"))
      }
    }
  }

  /// A lock that can be read holds what must not be forgotten.
  private func reportIntact(_ file: SourceFile, _ bag: inout DiagnosticBag) {
    var ignored = DiagnosticBag()
    guard let lock = LockLoader.load(file, into: &ignored) else { return }
    bag.report(
      Diagnostic(
        .brokenLock,
        "the lock file is intact, and a new one would forget its \(lock.sequence) changes of state",
        at: SourceSpan(file: file.id, start: 0, end: 0)
      ).help("build without `--new-lock`"))
  }

  private func reportElsewhere(
    _ directory: String, _ topology: Topology, _ bag: inout DiagnosticBag
  ) {
    bag.report(
      Diagnostic(
        .brokenLock,
        "the tree of this topology is in `\(directory)`: another one would start from an empty history",
        at: topology.gitops.output?.span ?? topology.gitops.span
      ).help("leave out `--output`, or change `gitops.output` with the directory"))
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

extension RuleInfo {
  /// A first build of what looks like an older deployment.
  package static let laterFirstEpoch = RuleInfo(
    .topology, 132, "later-first-epoch", .warning,
    summary: "There is no lock file, and a site begins with an archive epoch above 1.",
    why:
      "Epochs rise with rebuilds, which only a lock file records: a tree in another directory would begin with an empty database.",
    sources: [.catalogue("TOPO-017")])
}
