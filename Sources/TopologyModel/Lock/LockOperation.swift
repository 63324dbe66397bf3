package import Diagnostics
package import YAMLSyntax

/// What was under way when the lock was written.
package struct LockOperation: Sendable {
  package var kind: Located<String> = "steady"
  package var from: Located<SiteID>?
  package var to: Located<SiteID>?
  package var phase: Located<String>?
  package var span: SourceSpan?

  package init() {}
}

extension LockOperation: FieldBlock {
  package static let summary = "Operation in progress."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("kind", &kind, .required, "name of the operation, or steady")
    fields.scalar("from", &from, "site that gives up the role, or that the operation works on")
    fields.scalar("to", &to, "site that takes over the role")
    fields.scalar("phase", &phase, "current phase")
  }
}

extension LockOperation {
  init(_ state: OperationState) {
    func set(_ kind: String, _ from: SiteID? = nil, _ to: SiteID? = nil, _ phase: String? = nil) {
      self.kind = Located(kind)
      self.from = from.map { Located($0) }
      self.to = to.map { Located($0) }
      self.phase = phase.map { Located($0) }
    }
    switch state {
    case .steady: break
    case .switchover(let from, let to, let phase): set("switchover", from, to, phase.rawValue)
    case .failover(let lost, let to, let phase): set("failover", lost, to, phase.rawValue)
    case .rebuild(let site, let phase): set("rebuild", site, nil, phase.rawValue)
    case .inspection(let site): set("inspection", site)
    case .rollback(let site, let phase): set("rollback", site, nil, phase.rawValue)
    case .redisRestore(let site): set("redisRestore", site)
    case .drill(let site): set("drill", site)
    case .retirement(let site): set("retirement", site)
    case .postgresUpgrade(let site, let phase): set("postgresUpgrade", site, nil, phase.rawValue)
    case .newArchive(let site): set("newArchive", site)
    }
  }

  /// The state; nil when the words are none that this program writes.
  var state: OperationState? {
    switch (kind.value, from?.value, to?.value, phase?.value) {
    case ("steady", nil, nil, nil): .steady
    case ("switchover", let from?, let to?, let phase?):
      SwitchoverPhase(rawValue: phase).map { .switchover(from: from, to: to, $0) }
    case ("failover", let lost?, let to?, let phase?):
      FailoverPhase(rawValue: phase).map { .failover(lost: lost, to: to, $0) }
    case ("rebuild", let site?, nil, let phase?):
      RebuildPhase(rawValue: phase).map { .rebuild(site, $0) }
    case ("inspection", let site?, nil, nil): .inspection(site)
    case ("rollback", let site?, nil, let phase?):
      RollbackPhase(rawValue: phase).map { .rollback(site, $0) }
    case ("redisRestore", let site?, nil, nil): .redisRestore(site)
    case ("drill", let site?, nil, nil): .drill(site)
    case ("retirement", let site?, nil, nil): .retirement(site)
    case ("postgresUpgrade", let site?, nil, let phase?):
      PostgresUpgradePhase(rawValue: phase).map { .postgresUpgrade(site, $0) }
    case ("newArchive", let site?, nil, nil): .newArchive(site)
    default: nil
    }
  }
}
