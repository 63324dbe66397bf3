public import Diagnostics
package import YAMLSyntax

/// How a site is kept from writing when nobody can log in to it.
public enum FenceMethod: String, CaseIterable, Sendable {
  /// A network filter outside the site.
  case networkACL
  /// Power off.
  case power
  /// Volumes detached by the storage system.
  case storage
  /// Write credentials revoked at every store.
  case credentials
}

extension FenceMethod: FieldValue {
  package static var typeName: String { "a fence method" }
}

/// One way to fence a site from outside (rule TOPO-022).
public struct SiteFence: Sendable {
  /// What is done.
  public var method: Located<FenceMethod>
  /// Where it is written down how, and by whom.
  public var reference: Located<String>
  /// Where the block was written.
  public var span: SourceSpan?
}

extension SiteFence: FieldBlock {
  package static let summary = "A way to fence a site externally."

  package init() {
    method = Located(.power)
    reference = "unset"
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("method", &method, .required, "networkACL, power, storage or credentials")
    fields.scalar("reference", &reference, .required, "reference to the procedure")
  }
}

/// The measured network to another site.
public struct SiteLink: Sendable {
  /// The other site.
  public var to: Located<SiteID>
  /// Round trip in milliseconds.
  public var rttMilliseconds: Located<Int>
  /// Bandwidth in bits a second.
  public var bandwidth: Located<Quantity>?
  /// Where the block was written.
  public var span: SourceSpan?
}

extension SiteLink: FieldBlock {
  package static let summary = "The measured network to another site."

  package init() {
    to = Located(SiteID(unchecked: "unset"))
    rttMilliseconds = 0
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("to", &to, .required, "the other site")
    fields.scalar("rttMilliseconds", &rttMilliseconds, .required, "round-trip time in milliseconds")
    fields.scalar("bandwidth", &bandwidth, "bits per second")
  }
}
