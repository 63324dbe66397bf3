/// Where a rule comes from: an entry of the rule catalogue, or a public document.
public struct RuleSource: Hashable, Sendable {
  /// What the source is called: `ING-006`, or a document and its part.
  public let title: String
  /// A public address, or a file of this repository.
  public let address: String
  /// Whether the title is the id of an entry of the catalogue.
  package let isCatalogued: Bool

  private init(_ title: String, _ address: String, isCatalogued: Bool = false) {
    self.title = title
    self.address = address
    self.isCatalogued = isCatalogued
  }

  /// An entry of the rule catalogue, such as `ING-006`.
  package static func catalogue(_ id: String) -> RuleSource {
    RuleSource(id, "docs/rules/catalogue.md#\(id.lowercased())", isCatalogued: true)
  }

  /// A public document that none of the others is.
  package static func document(_ title: String, _ address: String) -> RuleSource {
    RuleSource(title, address)
  }

  /// A page of kubernetes.io, by its path below `/docs/`.
  package static func kubernetes(_ title: String, _ path: String) -> RuleSource {
    RuleSource("Kubernetes, \(title)", "https://kubernetes.io/docs/\(path)")
  }

  /// A page of CloudNativePG's documentation, release 1.30.
  package static func cloudNativePG(_ title: String, _ page: String = "") -> RuleSource {
    RuleSource(
      "CloudNativePG 1.30, \(title)", "https://cloudnative-pg.io/documentation/1.30/\(page)")
  }

  /// The source of CloudNativePG 1.30.0, by the path of a file.
  package static func cloudNativePGSource(_ title: String, _ path: String) -> RuleSource {
    RuleSource(
      "CloudNativePG 1.30, \(title)",
      "https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.30.0/\(path)")
  }

  /// A page of Infisical's documentation.
  package static func infisical(_ title: String, _ page: String) -> RuleSource {
    RuleSource("Infisical, \(title)", "https://infisical.com/docs/\(page)")
  }

  /// A part of the official Infisical operator.
  package static func infisicalOperator(_ title: String) -> RuleSource {
    RuleSource(
      "Infisical kubernetes-operator v0.11.5, \(title)",
      "https://github.com/Infisical/kubernetes-operator/tree/v0.11.5")
  }

  /// An issue or pull request on GitHub.
  package static func issue(_ repository: String, _ number: Int) -> RuleSource {
    RuleSource(
      "\(repository)#\(number)", "https://github.com/\(repository)/issues/\(number)")
  }

  /// The OpenAPI document of a schema.
  package static func openAPI(_ title: String) -> RuleSource {
    RuleSource("OpenAPI 3.0, \(title)", "https://spec.openapis.org/oas/v3.0.3#schema-object")
  }

  /// A section of YAML 1.2.2.
  package static func yaml(_ section: String) -> RuleSource {
    RuleSource("YAML 1.2.2, section \(section)", "https://yaml.org/spec/1.2.2/")
  }

  /// A document of this repository.
  package static func redoubt(_ title: String, _ path: String) -> RuleSource {
    RuleSource("Redoubt, \(title)", path)
  }
}
