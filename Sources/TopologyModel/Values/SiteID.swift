package import YAMLSyntax

/// Short name of a site; part of every name derived for it.
///
/// At most 12 characters, so that derived Cluster names stay within CloudNativePG's 50
/// (rule TOPO-002).
public struct SiteID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier.
  public let description: String

  /// Checks the grammar; nil when `text` is not a site identifier.
  public init?(_ text: String) {
    guard text.utf8.count <= 12, DNSLabel.isLabel(text), text.utf8.first.map({ $0 >= 0x61 }) == true
    else { return nil }
    description = text
  }

  init(unchecked text: String) { description = text }
}

extension SiteID: FieldValue {
  package static var typeName: String { "a site id" }
  package static var pattern: String? { #"^[a-z]([-a-z0-9]{0,10}[a-z0-9])?$"# }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid site ID",
        help: "use at most 12 lower-case letters, digits and `-`, starting with a letter")
    }
    self = value
  }
  package var fieldText: String { description }
}
