public import Diagnostics
package import YAMLSyntax

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
  package static let summary = "Planned switchover of the active role."

  package init() {
    from = Located(SiteID(unchecked: "unset"))
    to = Located(SiteID(unchecked: "unset"))
    phase = Located(.quiesce)
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("from", &from, .required, "site that gives up the role")
    fields.scalar("to", &to, .required, "site that takes over the role")
    fields.scalar("phase", &phase, .required, "quiesce, demote, promote, finish or abort")
    fields.scalar("token", &token, "promotion token of the demoted Cluster")
  }
}
