import TestSupport
import Testing
import YAMLSyntax

/// What `kubectl apply -k deploy/operator` installs.
@Suite("The deployment of the operator")
struct DeploymentTests {
  @Test(
    "it installs the definitions of the kinds that it reconciles, and leaves those of others alone",
    .enabled(if: Tool.find("kubectl") != nil, "kubectl is absent"))
  func definitions() throws {
    let kubectl = try #require(Tool.find("kubectl"))
    let result = try kubectl.run(["kustomize", Repository.path("deploy/operator")])
    #expect(result.status == 0, "\(result.errors)")
    let objects = ParsedText(result.output).stream.documents.compactMap(\.root)
    let names = { (kind: String) in
      objects.filter { $0["kind"]?.scalar?.text == kind }
        .compactMap { $0["metadata"]?["name"]?.scalar?.text }.sorted()
    }
    #expect(
      names("CustomResourceDefinition") == [
        "infisicalauths.secrets.infisical.com", "infisicalconnections.secrets.infisical.com",
        "infisicalstaticsecrets.secrets.infisical.com",
      ])
    #expect(names("Role") == ["redoubt-operator-election", "redoubt-operator-home"])
    #expect(names("Deployment") == ["redoubt-operator"])
  }
}
