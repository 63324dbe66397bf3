import Foundation
import InfisicalModel
import Linting
import Schema
import TestSupport
import Testing
import YAMLSyntax

/// The committed CustomResourceDefinitions, against the model and against upstream's.
@Suite("CustomResourceDefinitions")
struct DefinitionTests {
  @Test("schemas/crds says what the model says; `make generate` writes it")
  func committed() throws {
    for file in InfisicalDefinitions.files {
      try Golden.expect(file.bytes, at: "schemas/crds/\(file.path)")
    }
    // The base of deploy/operator takes the definitions from here: it names each of them.
    let expected = Set(InfisicalDefinitions.files.map(\.path) + ["kustomization.yaml"])
    let base = String(
      decoding: try Repository.bytes("schemas/crds/kustomization.yaml"), as: UTF8.self)
    for file in InfisicalDefinitions.files where !file.path.contains("/") {
      #expect(base.contains("  - \(file.path)\n"))
    }
    #expect(Set(Repository.files(below: "schemas/crds")) == expected)
  }

  @Test("`redoubt crds` prints and writes the same, and a second run writes nothing")
  func command() throws {
    let folder = try TemporaryFolder()
    let first = try Tool.redoubt.run(["crds", "-o", folder.path("out")])
    #expect(first.status == 0)
    for file in InfisicalDefinitions.files {
      #expect(Array(try folder.read("out/\(file.path)").utf8) == file.bytes)
    }
    let second = try Tool.redoubt.run(["crds", "-o", folder.path("out")])
    #expect(second.output.contains(" 0 written"))
    let printed = ParsedText(try Tool.redoubt.run(["crds"]).output)
    #expect(printed.concise == "")
    #expect(printed.stream.documents.count == InfisicalDefinitions.all.count + 2)
  }

  /// The explicit list of what ours refuses and upstream's admits, and the other way around.
  private static let exceptions: Set<String> = [
    // Newer upstream forms.
    "admitted  InfisicalAuth  enum ['universal', 'kubernetes', 'aws-iam', 'azure', 'gcp-id-token', 'gcp-iam', 'ldap']",
    "admitted  InfisicalAuth  required: 'infisicalConnectionRef' is a required property",
    "admitted  InfisicalAuth  required: 'namespace' is a required property",
    "admitted  InfisicalConnection  required: 'namespace' is a required property",
    "admitted  InfisicalStaticSecret  required: 'namespace' is a required property",
    // What the operator refuses at run time.
    "refused  InfisicalAuth  method aws-iam requires its settings in spec.awsIam",
    "refused  InfisicalAuth  method azure requires its settings in spec.azure",
    "refused  InfisicalAuth  method gcp-iam requires its settings in spec.gcpIam",
    "refused  InfisicalAuth  method gcp-id-token requires its settings in spec.gcpIdToken",
    "refused  InfisicalAuth  method kubernetes requires its settings in spec.kubernetes",
    "refused  InfisicalAuth  method ldap requires its settings in spec.ldap",
    "refused  InfisicalAuth  method universal requires its settings in spec.universal",
    "refused  InfisicalDynamicSecret  exactly one of projectId and projectSlug is required",
    "refused  InfisicalPushSecret  exactly one of projectId and projectSlug is required",
    "refused  InfisicalSecret  at least one target is required",
    "refused  InfisicalSecret  exactly one of projectId and projectSlug is required",
    "refused  InfisicalSecret  managedSecretReference cannot be used with managedKubeSecretReferences",
    "refused  InfisicalSecret  secretName cannot be used with recursive",
    "refused  InfisicalStaticSecret  at least one source is required",
    "refused  InfisicalStaticSecret  at least one target is required",
    "refused  InfisicalStaticSecret  exactly one of projectId and projectSlug is required",
    "refused  InfisicalStaticSecret  minLength 1",
    "refused  InfisicalStaticSecret  only Secrets have a secretType",
    "refused  InfisicalStaticSecret  refreshInterval must be one number and one unit out of s, m, h, d and w, such as 5m; at least 5s",
    "refused  InfisicalStaticSecret  targets with creationPolicy Owner must be in the namespace of the resource",
    "refused  InfisicalStaticSecret  two targets have the same name and namespace, regardless of their kind",
    // Bounds without which the API server would not take the rules; no object can have longer names.
    "refused  InfisicalStaticSecret  maxItems 128",
    "refused  InfisicalStaticSecret  maxLength 253",
    "refused  InfisicalStaticSecret  maxLength 63",
  ]

  /// Objects on which each of our own rules decides.
  private static let extra = """
    apiVersion: secrets.infisical.com/v1beta1
    kind: InfisicalStaticSecret
    metadata: {name: a}
    spec:
      infisicalAuthRef: {name: a, namespace: n}
      syncOptions: {refreshInterval: 5s}
      sources: [{projectId: p, environmentSlug: e, secretPath: /}]
      targets:
        - {name: a, namespace: n, kind: Secret, creationPolicy: Owner}
        - {name: b, namespace: m, kind: Secret, creationPolicy: Owner}
    ---
    apiVersion: secrets.infisical.com/v1beta1
    kind: InfisicalStaticSecret
    metadata: {name: b}
    spec:
      infisicalAuthRef: {name: a, namespace: n}
      syncOptions: {refreshInterval: 5s}
      sources: [{projectId: p, environmentSlug: e, secretPath: /}]
      targets:
        - {name: \(String(repeating: "x", count: 254)), namespace: n, kind: Secret, creationPolicy: Orphan}
        - {name: c, namespace: \(String(repeating: "x", count: 64)), kind: Secret, creationPolicy: Orphan}
    ---
    apiVersion: secrets.infisical.com/v1beta1
    kind: InfisicalStaticSecret
    metadata: {name: e}
    spec:
      infisicalAuthRef: {name: a, namespace: n}
      syncOptions: {refreshInterval: 5s}
      sources: [{projectId: p, environmentSlug: e, secretPath: /}]
      targets: [{name: a, namespace: n, kind: ConfigMap, creationPolicy: Owner, secretType: Opaque}]
    ---
    apiVersion: secrets.infisical.com/v1alpha1
    kind: InfisicalSecret
    metadata: {name: c}
    spec:
      managedSecretReference: {secretName: a, secretNamespace: n}
      managedKubeSecretReferences: [{secretName: b, secretNamespace: n}]
      authentication:
        awsIamAuth:
          identityId: i
          secretsScope: {projectId: p, envSlug: e, secretsPath: /, secretName: s, recursive: true}
    ---
    apiVersion: secrets.infisical.com/v1beta1
    kind: InfisicalStaticSecret
    metadata: {name: d}
    spec:
      infisicalAuthRef: {name: a, namespace: n}
      syncOptions: {refreshInterval: 5s}
      sources: [{projectId: p, environmentSlug: e, secretPath: /}]
      targets: [\((0..<129).map { "{name: t\($0), namespace: n, kind: Secret, creationPolicy: Orphan}" }
        .joined(separator: ", "))]
    """

  @Test(
    "every corpus object and its mutations get upstream's verdict, but for a list of exceptions",
    .enabled(
      if: Repository.shared("crds/infisical-operator") != nil && Tool.find("python") != nil,
      "../shared/crds or python is absent"))
  func differential() throws {
    let python = try #require(Tool.find("python"))
    let folder = try TemporaryFolder()
    try folder.write(Self.extra, to: "extra.yaml")
    let corpus = try ["v1alpha1", "v1beta1", "history"].map {
      try #require(Repository.shared("corpus/\($0)"))
    }
    let result = try python.run(
      [
        Repository.path("Tests/Oracles/crd_differential.py"),
        try #require(Repository.shared("crds/infisical-operator")),
        Repository.path("schemas/crds"), folder.path("extra.yaml"),
      ] + corpus)
    #expect(result.status == 0, "\(result.errors)")
    let lines = Set(result.output.split(separator: "\n").dropLast().map(String.init))
    #expect(lines.subtracting(Self.exceptions).sorted() == [])
    #expect(Self.exceptions.subtracting(lines).sorted() == [], "no longer seen")
  }

  @Test("every field has a description, every kind short names and the category")
  func documentation() throws {
    for definition in InfisicalDefinitions.all {
      let node = definition.document
      let names = node["spec"]?["names"]
      #expect(names?["shortNames"]?.items?.isEmpty == false)
      #expect(names?["categories"]?.items?.first?.scalar?.text == "infisical")
      let schema = node["spec"]?["versions"]?.items?.first?["schema"]?["openAPIV3Schema"]
      check(try #require(schema), definition.kind)
    }
  }

  private func check(_ schema: YAMLNode, _ path: String) {
    for entry in schema["properties"]?.entries ?? [] {
      let name = "\(path).\(entry.key.scalar?.text ?? "")"
      if name.hasSuffix(".metadata"), path.split(separator: ".").count == 1 { continue }
      let description = entry.value["description"]?.scalar?.text
      #expect(description?.hasSuffix(".") == true, "\(name)")
      check(entry.value, name)
      if let items = entry.value["items"] { check(items, name) }
    }
  }

  @Test("short names are unique")
  func shortNames() {
    let names = KindCatalogue.all.flatMap(\.kind.shortNames)
    #expect(Set(names).count == names.count)
  }
}
