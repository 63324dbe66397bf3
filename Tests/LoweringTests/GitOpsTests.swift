import TestSupport
import Testing
import YAMLSyntax

/// The wiring of GitOps engines.
@Suite("GitOps wiring")
struct GitOpsTests {
  private func objects(_ engine: String) throws -> [(path: String, spec: YAMLNode)] {
    try GoldenTree.files(engine == "flux" ? "flux" : "two-sites-argocd")
      .filter { $0.key.hasPrefix("gitops/") }.sorted { $0.key < $1.key }
      .map { ($0.key, try #require(ParsedText($0.value).root?["spec"])) }
  }

  private static let stateful = [
    "00-namespaces", "05-secrets", "30-object-storage", "40-database", "50-redis",
  ]

  @Test("Argo CD prunes no layer that holds data, and reads one site's folders only")
  func argocd() throws {
    for (path, spec) in try objects("argocd") {
      guard let prunes = spec["syncPolicy"]?["automated"]?["prune"]?.scalar?.text else { continue }
      let isStateful = Self.stateful.contains { path.contains($0) } || path.hasSuffix("root.yaml")
      #expect(prunes == (isStateful ? "false" : "true"), "\(path)")
      let site = path.contains("/dc1/") ? "dc1" : "dc2"
      #expect(spec["source"]?["path"]?.scalar?.text.contains("/\(site)/") == true, "\(path)")
    }
  }

  @Test("Flux prunes no layer that holds data, and nothing waits for the database")
  func flux() throws {
    for (path, spec) in try objects("flux") {
      guard let prunes = spec["prune"]?.scalar?.text else { continue }
      let isStateful = Self.stateful.contains { path.contains($0) }
      #expect(prunes == (isStateful ? "false" : "true"), "\(path)")
      #expect((spec["deletionPolicy"]?.scalar?.text == "Orphan") == isStateful, "\(path)")
      for name in spec["dependsOn"]?.items ?? [] {
        #expect(name["name"]?.scalar?.text.hasSuffix("-database") == false, "\(path)")
      }
    }
  }
}
