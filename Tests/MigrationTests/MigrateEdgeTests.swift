import Foundation
import TestSupport
import Testing
import YAMLSyntax

/// Inputs at the edge of what people have: odd layouts, odd paths, odd clients.
@Suite("redoubt migrate, at the edges")
struct MigrateEdgeTests {
  private static let resource = """
    apiVersion: secrets.infisical.com/v1alpha1
    kind: InfisicalSecret
    metadata: {name: shop, namespace: apps}
    spec:
      hostAPI: https://secrets.example.com/api
      authentication:
        universalAuth:
          credentialsRef: {secretName: login, secretNamespace: apps}
          secretsScope: {projectId: p, envSlug: prod, secretsPath: /}
      managedKubeSecretReferences:
        - secretName: env
          secretNamespace: apps
          creationPolicy: Owner

    """

  private func migrate(_ text: String, _ arguments: [String] = []) throws -> Tool.Result {
    try Tool.redoubt.run(["migrate", "-"] + arguments, input: text)
  }

  /// Kinds of the documents of a text that must read back without a fault.
  private func kinds(_ text: String) -> [String] {
    let parsed = ParsedText(text)
    #expect(parsed.concise == "", "\(text)")
    return parsed.stream.documents.compactMap { $0.root?["kind"]?.scalar?.text }
  }

  private static let result = [
    "InfisicalConnection", "InfisicalAuth", "InfisicalStaticSecret",
  ]

  @Test(
    "a value at the very end may end in any line breaks, or in none",
    arguments: ["Owner", "\"Owner\"", "'Owner'", "|-\n        Owner", "|-\n        Owner\n\n\n"])
  func endings(value: String) throws {
    let text = Self.resource.replacing("creationPolicy: Owner\n", with: "creationPolicy: \(value)")
    for ending in ["", "\n", "\n# the end\n", "\n---\n", "\n---\nkind: ConfigMap\n"] {
      let result = try migrate(text + ending)
      #expect(result.status == 0, "\(result.errors)")
      #expect(Array(kinds(result.output).prefix(3).sorted()) == Self.result.sorted())
      #expect(result.output.contains("# the end") == ending.contains("# the end"))
      #expect(result.output.contains("kind: ConfigMap") == ending.contains("ConfigMap"))
    }
  }

  @Test("files with a byte order mark, a directive or a leading comment join to one stream")
  func joined() throws {
    let folder = try TemporaryFolder()
    try folder.write("\u{FEFF}" + Self.resource, to: "1.yaml")
    try folder.write("# first\n---\n" + named("b"), to: "2.yaml")
    try folder.write("%YAML 1.1\n---\n" + named("c"), to: "3.yaml")
    try folder.write("kind: ConfigMap", to: "4.yaml")
    let result = try Tool.redoubt.run(["migrate", folder.root])
    #expect(result.status == 0, "\(result.errors)")
    let found = kinds(result.output)
    #expect(found.filter { $0 == "InfisicalStaticSecret" }.count == 3)
    #expect(found.filter { $0 == "InfisicalConnection" }.count == 1)
    #expect(found.last == "ConfigMap")
  }

  private func named(_ name: String) -> String {
    Self.resource.replacing("name: shop", with: "name: \(name)")
      .replacing("secretName: env", with: "secretName: \(name)")
  }

  @Test("one file by two names is migrated once")
  func twoNames() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.resource, to: "a.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("b.yaml"), withDestinationPath: "a.yaml")
    let result = try Tool.redoubt.run([
      "migrate", folder.path("a.yaml"), "\(folder.root)/./a.yaml", folder.path("b.yaml"),
      "--in-place",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(kinds(try folder.read("a.yaml")).sorted() == Self.result.sorted())
    #expect(result.errors.contains("1 migrated"))
  }

  @Test("nothing is changed when an output cannot be written")
  func outputs() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.resource, to: "in/a.yaml")
    try folder.write("x: 1\n", to: "out/a.yaml")
    let input = folder.path("in")
    let inside = try Tool.redoubt.run(["migrate", input, "-o", "\(input)/out"])
    #expect(inside.status == 2)
    let report = try Tool.redoubt.run([
      "migrate", input, "--in-place", "--report", folder.path("absent/report.json"),
    ])
    #expect(report.status == 3)
    let over = try Tool.redoubt.run(["migrate", input, "-o", folder.path("out")])
    #expect(over.status == 3)
    #expect(try folder.read("in/a.yaml") == Self.resource)
    #expect(try folder.read("out/a.yaml") == "x: 1\n")
  }

  @Test("a resource that stands twice in the input is refused the second time")
  func twice() throws {
    let result = try migrate(Self.resource + "---\n" + Self.resource)
    #expect(result.status == 1)
    #expect(result.errors.contains("error[MIG015]"))
    #expect(kinds(result.output).filter { $0 == "InfisicalSecret" }.count == 1)
  }

  @Test("templates of a chart are never rewritten")
  func charts() throws {
    let unquoted = Self.resource.replacing("name: shop", with: "name: {{ .Release.Name }}")
    for text in [
      unquoted, Self.resource.replacing("name: shop", with: "name: \"{{ .Release.Name }}\""),
    ] {
      let result = try migrate(text)
      #expect(result.status == 1)
      #expect(result.output == text)
      #expect(result.errors.contains("error["))
    }
  }

  @Test("the empty blocks that Go clients write count as absent")
  func empties() throws {
    let text = Self.resource.replacing(
      "    universalAuth:",
      with: """
            serviceAccount: {serviceAccountSecretReference: {secretName: "", secretNamespace: ""}, \
        projectId: "", environmentName: ""}
            kubernetesAuth: {identityId: "", serviceAccountRef: {name: "", namespace: ""}, \
        secretsScope: {projectId: "", envSlug: "", secretsPath: ""}}
            universalAuth:
        """)
    let result = try migrate(text)
    #expect(result.status == 0, "\(result.errors)")
    #expect(kinds(result.output).sorted() == Self.result.sorted())
    #expect(result.output.contains("method: universal"))
  }

  @Test("a password in the address stays where it was, and enters no name")
  func credentials() throws {
    let text = Self.resource.replacing("https://", with: "https://user:hunter2@")
    let result = try migrate(text, ["--quiet"])
    let named = result.output.split(separator: "\n").filter { $0.contains("name: ") }
    #expect(!named.contains { $0.contains("hunter2") || $0.contains("user") })
    #expect(!result.errors.contains("hunter2"))
  }

  @Test("a list in a list is refused or migrated, never broken")
  func lists() throws {
    let inner = Self.resource.split(separator: "\n").map { "        \($0)\n" }.joined()
    let text = """
      apiVersion: v1
      kind: List
      items:
        - apiVersion: v1
          kind: List
          items:
            -
      \(inner)
      """
    let result = try migrate(text)
    let parsed = ParsedText(result.output)
    #expect(parsed.concise == "")
    #expect(result.status == 0 || result.output == text)
  }

  @Test("a namespace that no cluster takes is refused", arguments: ["Bad_", "-a", ""])
  func namespace(name: String) throws {
    #expect(try migrate(Self.resource, ["--namespace=\(name)"]).status == 2)
  }

  private func migrate(_ text: String) throws -> Tool.Result {
    try Tool.redoubt.run(["migrate", "-"], input: text)
  }

  private static let login = """
      authentication:
        universalAuth:
          credentialsRef: {secretName: c, secretNamespace: web}
          secretsScope: {projectSlug: p, envSlug: prod, secretsPath: /, recursive: yes}
    """

  @Test("booleans are those that the API server reads")
  func booleans() throws {
    let result = try migrate(
      """
      apiVersion: secrets.infisical.com/v1alpha1
      kind: InfisicalSecret
      metadata: {name: a, namespace: web}
      spec:
      \(Self.login)
        managedKubeSecretReferences:
        - {secretName: t, secretNamespace: web, template: {includeAllSecrets: True}}
      """)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("recursive: true"))
  }

  @Test("a Secret of the input keeps its name to itself")
  func taken() throws {
    let name = "aws-iam-11111111-2222-3333-4444-555555555555"
    let resource = """
      apiVersion: secrets.infisical.com/v1alpha1
      kind: InfisicalSecret
      metadata: {name: a, namespace: web}
      spec:
        hostAPI: https://i.example.com/api
        authentication:
          awsIamAuth:
            identityId: 11111111-2222-3333-4444-555555555555
            secretsScope: {projectSlug: p, envSlug: prod, secretsPath: /}
        managedKubeSecretReferences:
        - {secretName: t, secretNamespace: web, creationPolicy: Owner}
      """
    let free = try migrate(resource).output
    let line = try #require(
      free.split(separator: "\n").first { $0.contains("\(name)-") && $0.hasSuffix("-identity") })
    let chosen = try #require(line.split(separator: " ").last)
    let other = """
      apiVersion: v1
      kind: Secret
      metadata: {name: \(chosen), namespace: web}
      stringData: {unrelated: content}
      ---

      """
    let result = try migrate(other + resource)
    #expect(result.status == 0)
    #expect(result.output.components(separatedBy: "name: \(chosen)\n").count == 1)
  }

  @Test("a template that only mentions the kind is not migrated")
  func mentioned() throws {
    let result = try migrate(
      """
      {{- if .Values.installCRDs }}
      kind: CustomResourceDefinition
      description: Owner references of the InfisicalSecret CRD
      {{- end }}
      """)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("a resource in the values of a release is named")
  func embedded() throws {
    let result = try migrate(
      """
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: oven}
      spec:
        values:
          rawResources:
            oven:
              apiVersion: secrets.infisical.com/v1alpha1
              kind: InfisicalSecret
      """)
    #expect(result.status == 0)
    #expect(result.errors.contains("warning[MIG018]"))
  }
}
