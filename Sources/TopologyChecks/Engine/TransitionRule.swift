package import Diagnostics
package import TopologyModel

/// A topology beside the lock file of the tree that it changes.
package struct TopologyChange: Sendable {
  package let topology: Topology
  package let previous: TopologyLock
  /// The state that the lock file records.
  package let before: DeploymentState
  /// The state that the topology leads to, or why it leads nowhere.
  package let after: Result<DeploymentState, StepRefusal>

  /// Nil when the lock's words are none that this program writes, which its loader reports.
  package init?(_ topology: Topology, after previous: TopologyLock) {
    guard let before = previous.state else { return nil }
    self.topology = topology
    self.previous = previous
    self.before = before
    after = before.transition(
      to: DeploymentState.Core(topology), topology,
      majors: TopologyLock.majorChange(previous, topology))
  }

  /// The lock behind the change; nil when it leads nowhere.
  package var lock: TopologyLock? {
    (try? after.get()).map { TopologyLock.following(previous, topology, $0) }
  }

  /// Where the document says what is under way.
  var operationSpan: SourceSpan? {
    let operation = topology.operation
    return operation.switchover?.phase.span ?? operation.failover?.phase.span
      ?? operation.spans.first.flatMap(\.self) ?? operation.span
  }
}

/// A rule over a change; one conformer a file.
package protocol TransitionRule: Sendable {
  /// What the rule is, with its examples.
  static var info: RuleInfo { get }
  /// Reports every place where the rule is broken.
  func check(_ change: TopologyChange, into findings: inout Findings)
}

extension TransitionRule {
  /// Reports the refusal of a step when its cause is this rule's.
  func report(_ cause: StepRefusal.Cause, of change: TopologyChange, _ findings: inout Findings) {
    guard case .failure(let refusal) = change.after, refusal.cause == cause else { return }
    let site = refusal.site.flatMap(change.topology.site)
    let field: SourceSpan? =
      switch cause {
      case .epoch: site?.postgres.epoch.span
      case .majorUpgrade: site?.postgres.image.span
      default: site?.role.span
      }
    let span = field ?? site?.span
    findings.report(
      Diagnostic(
        Self.info, refusal.reason,
        at: span ?? change.operationSpan ?? change.topology.activeSite?.role.span
      )
      .note("the lock file records: \(change.before.operation)")
      .help(Self.help(change)), site: site)
  }

  private static func help(_ change: TopologyChange) -> String {
    let steps = change.before.legalSteps.prefix(4).map { "`\($0)`" }.joined(separator: ", ")
    return "legal next steps of `redoubt operation`: \(steps.isEmpty ? "none" : steps)"
  }
}
