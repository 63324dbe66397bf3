/// What the API server knows a kind by.
package struct ResourceKind: Sendable {
  /// API group of every kind here; clusters keep their resources.
  package static let group = "secrets.infisical.com"

  /// Version of the API.
  package enum Version: String, Hashable, Sendable {
    case v1alpha1, v1beta1
  }

  /// A column of `kubectl get`.
  package struct Column: Hashable, Sendable {
    package let name: String
    /// `string`, `date`, `integer` or `boolean`.
    package let type: String
    /// Path in the object, as CustomResourceDefinitions write it.
    package let path: String

    package init(_ name: String, _ type: String, _ path: String) {
      self.name = name
      self.type = type
      self.path = path
    }

    package static let age = Column("Age", "date", ".metadata.creationTimestamp")

    /// Status of a condition.
    package static func status(_ name: String, of condition: String) -> Column {
      Column(name, "string", ".status.conditions[?(@.type==\"\(condition)\")].status")
    }

    /// Message of a condition.
    package static func message(_ name: String, of condition: String) -> Column {
      Column(name, "string", ".status.conditions[?(@.type==\"\(condition)\")].message")
    }
  }

  package let version: Version
  package let kind: String
  package let plural: String
  package let shortNames: [String]
  package let isNamespaced: Bool
  package let columns: [Column]
  /// Version of the upstream operator that brought the kind; nil when it was there at 0.11.5.
  package let since: String?
  /// One sentence: what an object of the kind does.
  package let summary: String

  package init(
    _ version: Version, _ kind: String, plural: String, shortNames: [String],
    isNamespaced: Bool = true, columns: [Column] = [.age], since: String? = nil, summary: String
  ) {
    self.version = version
    self.kind = kind
    self.plural = plural
    self.shortNames = shortNames
    self.isNamespaced = isNamespaced
    self.columns = columns
    self.since = since
    self.summary = summary
  }

  /// `secrets.infisical.com/v1beta1`.
  package var apiVersion: String { "\(Self.group)/\(version.rawValue)" }

}
