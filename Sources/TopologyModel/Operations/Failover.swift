public import Diagnostics
package import YAMLSyntax

/// A move of the active role away from a lost site.
public struct Failover: Sendable {
  /// Site that was lost.
  public var lost: Located<SiteID>
  /// Site that takes the role.
  public var to: Located<SiteID>
  /// Step reached.
  public var phase = Located(FailoverPhase.fence)
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
  package static let summary = "A failover from a lost site to another site."

  package init() {
    lost = Located(SiteID(unchecked: "unset"))
    to = Located(SiteID(unchecked: "unset"))
    acknowledgedBy = []
    incidentRef = "unset"
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("lost", &lost, .required, "site that was lost")
    fields.scalar("to", &to, .required, "site that takes over the role")
    fields.scalar("phase", &phase, "fence, promote, finish or abort")
    fields.scalars(
      "acknowledgedBy", &acknowledgedBy, .required, "approvers of the failover, at least two")
    fields.scalar("incidentRef", &incidentRef, .required, "reference to the record of the decision")
    fields.scalar("observedTargetLSN", &observedTargetLSN, "replay position of the target")
  }
}
