import TestSupport
import Testing

/// What kustomizations deploy decides what may be migrated.
@Suite("Migration and kustomizations")
struct DeploymentTests {
  private static func secret(_ name: String, host: String = "a.example.net") -> String {
    """
    apiVersion: secrets.infisical.com/v1alpha1
    kind: InfisicalSecret
    metadata: {name: \(name)}
    spec:
      hostAPI: https://\(host)/api
      authentication:
        universalAuth:
          credentialsRef: {secretName: login, secretNamespace: shop}
          secretsScope: {projectSlug: shop, envSlug: dev, secretsPath: /}
      managedSecretReference: {secretName: \(name), secretNamespace: shop, creationPolicy: Owner}

    """
  }

  private func migrate(_ files: [String: String]) throws -> (TemporaryFolder, Tool.Result) {
    let folder = try TemporaryFolder()
    for path in files.keys.sorted() { try folder.write(files[path] ?? "", to: path) }
    return (folder, try Tool.redoubt.run(["migrate", folder.path(""), "--in-place"]))
  }

  @Test(
    "a resource that an overlay patches is refused, and the patch is named",
    arguments: [
      "patches: [{target: {kind: InfisicalSecret}, path: env.yaml}]",
      "patches: [{target: {labelSelector: '!none'}, path: env.yaml}]",
      "components: [../component]",
      "namePrefix: prod-",
      """
      patches:
      - patch: |
          apiVersion: secrets.infisical.com/v1alpha1
          kind: InfisicalSecret
          metadata: {name: app}
          $patch: delete
      """,
    ])
  func patched(overlay: String) throws {
    let before = [
      "base/kustomization.yaml": "resources: [app.yaml, other.yaml]\n",
      "base/app.yaml": Self.secret("app"), "base/other.yaml": Self.secret("other"),
      "prod/kustomization.yaml": "resources: [../base]\n\(overlay)\n",
      "prod/env.yaml":
        "- {op: replace, path: /spec/authentication/universalAuth/secretsScope/envSlug, value: prod}\n",
      "component/kustomization.yaml":
        "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{target: {name: app}, path: env.yaml}]\n",
      "component/env.yaml": "- {op: add, path: /spec/resyncInterval, value: 10}\n",
    ]
    let (folder, result) = try migrate(before)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains("error[MIG017]"))
    #expect(result.errors.contains("0 migrated, 2 refused"))
    for path in before.keys.sorted() { #expect(try folder.read(path) == before[path]) }
  }

  @Test("the namespace that a kustomization sets is that of the references")
  func namespace() throws {
    let (folder, result) = try migrate([
      "base/kustomization.yaml": "resources: [app.yaml]\n", "base/app.yaml": Self.secret("app"),
      "prod/kustomization.yaml": "resources: [../base]\nnamespace: shop\n",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let text = try folder.read("base/app.yaml")
    #expect(text.contains("creationPolicy: Owner"))
    #expect(text.contains("    namespace: shop"))
    #expect(!result.errors.contains("MIG011"))
  }

  @Test("a resource that two roots deploy to different namespaces is refused")
  func namespaces() throws {
    let (_, result) = try migrate([
      "base/kustomization.yaml": "resources: [app.yaml]\n", "base/app.yaml": Self.secret("app"),
      "one/kustomization.yaml": "resources: [../base, own.yaml]\nnamespace: one\n",
      "one/own.yaml": Self.secret("own"),
      "two/kustomization.yaml": "resources: [../base]\nnamespace: two\n",
    ])
    #expect(result.status == 1)
    #expect(result.errors.contains("to `one` and `two`"))
    // The root that came first is as incomplete as the one that came second.
    #expect(result.errors.contains("0 migrated, 2 refused"))
  }

  @Test("roots share no connection: each has one where its resources are")
  func sharing() throws {
    let (folder, result) = try migrate([
      "one/kustomization.yaml": "resources: [app.yaml, more.yaml]\nnamespace: shop\n",
      "one/app.yaml": Self.secret("app"), "one/more.yaml": Self.secret("more"),
      "two/kustomization.yaml": "resources: [app.yaml]\nnamespace: shop\n",
      "two/app.yaml": Self.secret("two"),
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("3 migrated, 0 refused, 2 connections and 2 identities"))
    #expect(try folder.read("one/app.yaml").contains("kind: InfisicalConnection"))
    #expect(!(try folder.read("one/more.yaml").contains("kind: InfisicalConnection")))
    #expect(try folder.read("two/app.yaml").contains("kind: InfisicalConnection"))
  }

  @Test("overlays outside the given directory count, in a repository")
  func repository() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: ".git/HEAD")
    try folder.write("resources: [app.yaml]\n", to: "base/kustomization.yaml")
    try folder.write(Self.secret("app"), to: "base/app.yaml")
    try folder.write(
      "resources: [../base]\npatches: [{target: {name: app}, patch: '[{op: remove, path: /spec/hostAPI}]'}]\n",
      to: "prod/kustomization.yaml")
    let result = try Tool.redoubt.run(["migrate", folder.path("base"), "--check"])
    #expect(result.status == 1)
    #expect(result.errors.contains("MIG017") && result.errors.contains("prod/kustomization.yaml:2"))
  }

  @Test("a root that does not build keeps its resources from being migrated")
  func broken() throws {
    let (_, result) = try migrate([
      "prod/kustomization.yaml": "resources: [app.yaml, missing.yaml]\n",
      "prod/app.yaml": Self.secret("app"),
    ])
    #expect(result.status == 1)
    #expect(result.errors.contains("cannot be migrated as a whole"))
    #expect(result.errors.contains("`missing.yaml` is neither a file nor a directory"))
  }
}
