import Seams

/// One folder of Infisical as one identity sees it: what is fetched once, however many want it.
package struct SecretsQuery: Hashable, Sendable, CustomStringConvertible {
  package enum Project: Hashable, Sendable {
    case identifier(String)
    case slug(String)
  }

  package let session: SessionKey
  package let project: Project
  package let environment: String
  package let path: String
  package let isRecursive: Bool
  /// Sorted: their order means nothing.
  package let tags: [String]

  package init(
    session: SessionKey, project: Project, environment: String, path: String, isRecursive: Bool,
    tags: [String]
  ) {
    self.session = session
    self.project = project
    self.environment = environment
    self.path = path
    self.isRecursive = isRecursive
    self.tags = tags.sorted()
  }

  /// What people call it.
  package var description: String {
    let project =
      switch self.project {
      case .identifier(let text): text
      case .slug(let text): text
      }
    return "\(project)/\(environment):\(path)\(isRecursive ? "/**" : "")"
  }

  /// Path and query of the request; every flag is stated, as servers differ in what they take for
  /// granted (snapshot 424c79ca of the server has other defaults than today's).
  func target(project: String) -> String {
    var items = [
      ("projectId", project), ("environment", environment), ("secretPath", path),
      ("viewSecretValue", "true"), ("expandSecretReferences", "true"), ("includeImports", "true"),
      ("include_imports", "true"), ("recursive", isRecursive ? "true" : "false"),
    ]
    if !tags.isEmpty { items.append(("tagSlugs", tags.joined(separator: ","))) }
    return "/v4/secrets?"
      + items.map { "\($0.0)=\(URLText.query($0.1))" }.joined(separator: "&")
  }
}
