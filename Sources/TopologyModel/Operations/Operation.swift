public import Diagnostics
package import YAMLSyntax

/// Step of a switchover; each is one commit (architecture section 2.5).
public enum SwitchoverPhase: String, CaseIterable, Sendable {
  /// Writers of the old site stop.
  case quiesce
  /// The old primary becomes a replica and yields the promotion token.
  case demote
  /// The new primary takes over with the token.
  case promote
  /// Roles are exchanged.
  case finish
}

extension SwitchoverPhase: FieldValue {
  package static var typeName: String { "a switchover phase" }
}

/// A planned move of the active role.
public struct Switchover: Sendable {
  /// Site that gives the role up.
  public var from: Located<SiteID>
  /// Site that takes it.
  public var to: Located<SiteID>
  /// Step reached.
  public var phase: Located<SwitchoverPhase>
  /// Promotion token of the demoted cluster.
  public var token: Located<String>?
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Switchover: FieldBlock {
  package static let summary = "A planned move of the active role."

  package init() {
    from = Located(SiteID(unchecked: "unset"))
    to = Located(SiteID(unchecked: "unset"))
    phase = Located(.quiesce)
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("from", &from, .required, "site that gives the role up")
    fields.scalar("to", &to, .required, "site that takes it")
    fields.scalar("phase", &phase, .required, "quiesce, demote, promote or finish")
    fields.scalar("token", &token, "promotion token of the demoted cluster")
  }
}

/// A move of the active role away from a lost site.
public struct Failover: Sendable {
  /// Site that was lost.
  public var lost: Located<SiteID>
  /// Site that takes the role.
  public var to: Located<SiteID>
  /// People who decided.
  public var acknowledgedBy: [Located<String>]
  /// Where the decision is recorded.
  public var incidentRef: Located<String>
  /// Replay position of the target when it was chosen.
  public var observedTargetLSN: Located<String>?
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Failover: FieldBlock {
  package static let summary = "A move of the active role away from a lost site."

  package init() {
    lost = Located(SiteID(unchecked: "unset"))
    to = Located(SiteID(unchecked: "unset"))
    acknowledgedBy = []
    incidentRef = "unset"
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("lost", &lost, .required, "site that was lost")
    fields.scalar("to", &to, .required, "site that takes the role")
    fields.scalars("acknowledgedBy", &acknowledgedBy, .required, "people who decided, at least two")
    fields.scalar("incidentRef", &incidentRef, .required, "where the decision is recorded")
    fields.scalar("observedTargetLSN", &observedTargetLSN, "replay position of the target")
  }
}

/// The re-clone of a fenced site.
public struct Rebuild: Sendable {
  /// Site that is re-cloned.
  public var site: Located<SiteID>
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Rebuild: FieldBlock {
  package static let summary = "The re-clone of a fenced site."

  package init() { site = Located(SiteID(unchecked: "unset")) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "site that is re-cloned")
  }
}

/// What is under way; steady when nothing is set.
public struct Operation: Sendable {
  /// A planned move.
  public var switchover: Switchover?
  /// A move away from a lost site.
  public var failover: Failover?
  /// A re-clone.
  public var rebuild: Rebuild?
  /// Where the block was written.
  public var span: SourceSpan?

  /// Nothing is under way.
  public init() {}

  /// Whether nothing is under way.
  package var isSteady: Bool { switchover == nil && failover == nil && rebuild == nil }
}

extension Operation: FieldBlock {
  package static let summary = "What is under way; nothing when absent."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("switchover", &switchover, "a planned move")
    fields.block("failover", &failover, "a move away from a lost site")
    fields.block("rebuild", &rebuild, "a re-clone")
  }
}
