import TestSupport
import YAMLSyntax

/// Random resources of v1alpha1 that can be carried over: every method, every shape of target.
struct RandomSecret {
  private var random: SeededGenerator
  private var comments = 0

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  /// Texts of the comments that were written so far.
  private(set) var written: [String] = []

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func pick<T>(_ items: [T]) -> T {
    items[Int.random(in: 0..<items.count, using: &random)]
  }

  /// One resource called `name`.
  mutating func resource(_ name: String) -> YAMLNode {
    var node = YAMLMapping.build { object in
      object.set("apiVersion", "secrets.infisical.com/v1alpha1")
      object.set("kind", "InfisicalSecret")
      object.nested("metadata") { metadata in
        metadata.set("name", name)
        if chance(80) { metadata.set("namespace", pick(["apps", "shop"])) }
        if chance(30) { metadata.nested("labels") { $0.set("team", pick(["a", "b"])) } }
        if chance(20) { metadata.nested("annotations") { $0.set("example.com/x", "1: y") } }
      }
      object.set("spec", spec(name))
    }
    node = comment(node)
    return node
  }

  private mutating func spec(_ name: String) -> YAMLNode {
    YAMLMapping.build { spec in
      if chance(80) {
        spec.set(
          "hostAPI",
          pick([
            "https://one.example.com", "https://one.example.com/api",
            "https://one.example.com/api/",
            "http://two.example.com:8080/api",
          ]))
      }
      if chance(30) {
        spec.nested("tls") {
          $0.nested("caRef") {
            $0.set("secretName", "ca")
            $0.set("secretNamespace", pick(["infra", "apps"]))
            $0.set("key", "ca.crt")
          }
        }
      }
      if chance(40) { spec.set("resyncInterval", pick([0, 3, 5, 60, 3600])) }
      if chance(20) { spec.set("instantUpdates", chance(50)) }
      if chance(40) {
        spec.nested("syncConfig") { config in
          if chance(70) {
            config.set("resyncInterval", pick(["10s", "1m", "2h", "3d", "1w", "bad", "4s"]))
          }
          config.set("instantUpdates", chance(40))
        }
      }
      spec.nested("authentication") { authentication in
        let (method, block) = login()
        authentication.set(method, block)
      }
      targets(name, &spec)
    }
  }

  private mutating func login() -> (String, YAMLNode) {
    let method = pick([
      "universalAuth", "kubernetesAuth", "awsIamAuth", "azureAuth", "gcpIdTokenAuth", "gcpIamAuth",
      "ldapAuth",
    ])
    let block = YAMLMapping.build { block in
      if method != "universalAuth" { block.set("identityId", pick(["id-one", "id-two"])) }
      switch method {
      case "universalAuth", "ldapAuth":
        block.nested("credentialsRef") {
          $0.set("secretName", pick(["creds", "other"]))
          $0.set("secretNamespace", pick(["apps", "infra"]))
        }
      case "kubernetesAuth":
        block.nested("serviceAccountRef") {
          $0.set("name", pick(["app", "job"]))
          $0.set("namespace", "apps")
        }
        if chance(40) { block.set("autoCreateServiceAccountToken", chance(50)) }
        if chance(30) { block.list("serviceAccountTokenAudiences", pick([["a"], ["a", "b"]])) }
      case "azureAuth":
        if chance(50) { block.set("resource", "api://x") }
        if chance(40) { block.set("azureManagedIdentityClientId", "client") }
      case "gcpIamAuth": block.set("serviceAccountKeyFilePath", pick(["/a.json", "/b.json"]))
      default: break
      }
      block.nested("secretsScope") { scope in
        if chance(50) { scope.set("projectId", "p") } else { scope.set("projectSlug", "s") }
        scope.set("envSlug", pick(["prod", "on", "0123"]))
        scope.set("secretsPath", pick(["/", "/a b", "/é"]))
        if chance(20) {
          scope.set("secretName", pick(["ONLY", "my-key"]))
        } else if chance(30) {
          scope.set("recursive", chance(50))
        }
      }
    }
    return (method, block)
  }

  private mutating func targets(_ name: String, _ spec: inout YAMLMapping) {
    let count = Int.random(in: 1...3, using: &random)
    let nodes = (0..<count).map { target("secret", "\(name)-s\($0)") }
    if count == 1, chance(50) {
      spec.set("managedSecretReference", nodes[0])
    } else {
      spec.list("managedKubeSecretReferences", nodes)
    }
    if chance(40) {
      spec.list("managedKubeConfigMapReferences", [target("configMap", "\(name)-c")])
    }
  }

  private mutating func target(_ prefix: String, _ name: String) -> YAMLNode {
    YAMLMapping.build { target in
      target.set("\(prefix)Name", name)
      target.set("\(prefix)Namespace", pick(["apps", "shop", "default"]))
      if prefix == "secret", chance(40) { target.set("secretType", "kubernetes.io/tls") }
      if chance(60) { target.set("creationPolicy", pick(["Owner", "Orphan", "Retain"])) }
      if chance(60) {
        target.nested("template") { template in
          if chance(60) { template.set("includeAllSecrets", chance(70)) }
          if chance(70) {
            template.nested("data") { data in
              for key in ["A", "NEW", "x.y"] where chance(50) {
                data.set(
                  key,
                  pick([
                    "{{ .USER.Value }}", "{{ .USER.Value | upper }} at {{.USER.SecretPath}}",
                    "100%  {{- .EMPTY.Value -}}  \"x\" \\ {{ (index . \"my-key\").Value }}",
                    "line one\n{{ .PASSWORD.Value }}\n", "{{ decodeBase64ToBytes .B64.Value }}",
                    "no action: {}", "",
                  ]))
              }
            }
          }
          if chance(40) {
            template.nested("metadata") { metadata in
              if chance(60) { metadata.nested("labels") { $0.set("l", "1") } }
              if chance(60) { metadata.nested("annotations") { $0.set("a", "yes") } }
            }
          }
        }
      }
    }
  }

  /// Attaches comments with unique texts to some entries and items.
  private mutating func comment(_ node: YAMLNode) -> YAMLNode {
    var copy = node
    switch node.content {
    case .scalar: break
    case .mapping(let entries):
      copy.content = .mapping(
        entries.map { entry in
          var entry = entry
          entry.value = comment(entry.value)
          if chance(15) {
            entry.key.properties.append(.comments(attached(isScalar: entry.value.scalar != nil)))
          }
          return entry
        })
    case .sequence(let items):
      copy.content = .sequence(
        items.map { item in
          var item = comment(item)
          if chance(15) { item.properties.append(.comments(attached(isScalar: false))) }
          return item
        })
    }
    return copy
  }

  private mutating func attached(isScalar: Bool) -> AttachedComments {
    var result = AttachedComments()
    func next() -> String {
      comments += 1
      let text = "# c\(comments)."
      written.append(text)
      return text
    }
    if chance(60) { result.above.append(next()) }
    if chance(40), isScalar { result.behind = next() }
    return result
  }
}
