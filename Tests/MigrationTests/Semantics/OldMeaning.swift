import TestSupport
import Testing
import YAMLSyntax

/// Interprets an InfisicalSecret as the operator of v1alpha1 does (specification 2.3, 2.4, 3.9).
struct OldMeaning {
  let node: YAMLNode

  func meaning() throws -> Meaning {
    let spec = node["spec"]
    let metadata = node["metadata"]
    let namespace = metadata?["namespace"]?.text ?? "default"
    let (method, block) = try #require(login)
    let scope = block["secretsScope"]
    let folder = Meaning.Folder(
      projectId: scope?["projectId"]?.text, projectSlug: scope?["projectSlug"]?.text,
      environment: scope?["envSlug"]?.text ?? "", path: scope?["secretsPath"]?.text ?? "",
      isRecursive: scope?["recursive"]?.text == "true")
    var secrets = FakeServer.secrets(folder)
    if let name = scope?["secretName"]?.text { secrets = secrets.filter { $0.key == name } }
    let old = [spec?["managedSecretReference"]].compactMap(\.self)
    let targets = old + (spec?["managedKubeSecretReferences"]?.items ?? [])
    let maps = spec?["managedKubeConfigMapReferences"]?.items ?? []
    return Meaning(
      name: metadata?["name"]?.text ?? "", namespace: namespace,
      server: server(spec), login: Self.details(method, block), folder: folder,
      refreshSeconds: refresh(spec), hasEvents: events(spec),
      targets: try targets.map { try target($0, "Secret", namespace, secrets) }
        + maps.map { try target($0, "ConfigMap", namespace, secrets) })
  }

  private var login: (String, YAMLNode)? {
    let blocks = node["spec"]?["authentication"]?.entries ?? []
    return blocks.first.map { ($0.key.scalar?.text ?? "", $0.value) }
  }

  private func server(_ spec: YAMLNode?) -> Meaning.Server {
    let reference = spec?["tls"]?["caRef"]
    return Meaning.Server(
      address: spec?["hostAPI"]?.text.map(Self.withoutAPI),
      certificate: reference.map { node in
        ["secretNamespace", "secretName", "key"].map { node[$0]?.text ?? "" }
      })
  }

  static func withoutAPI(_ address: String) -> String {
    var rest = address[...]
    while rest.hasSuffix("/") { rest.removeLast() }
    if rest.hasSuffix("/api") { rest.removeLast(4) }
    return String(rest)
  }

  private static func details(_ method: String, _ block: YAMLNode) -> Meaning.Login {
    let credentials = block["credentialsRef"]
    let secret = [
      credentials?["secretNamespace"]?.text ?? "", credentials?["secretName"]?.text ?? "",
    ]
    var login = Meaning.Login(method: method, identity: block["identityId"]?.text, details: [])
    switch method {
    case "universalAuth":
      login.details = ["clientId", "clientSecret"].map { (secret + [$0]).joined(separator: "/") }
    case "ldapAuth":
      login.details = ["username", "password"].map { (secret + [$0]).joined(separator: "/") }
    case "kubernetesAuth":
      let account = block["serviceAccountRef"]
      login.details = [account?["namespace"]?.text ?? "", account?["name"]?.text ?? ""]
      login.details += block["serviceAccountTokenAudiences"]?.items?.compactMap(\.text) ?? []
    case "azureAuth":
      var resource = block["resource"]?.text ?? "https://management.azure.com/"
      if let client = block["azureManagedIdentityClientId"]?.text {
        resource += "&client_id=\(client)"
      }
      login.details = [resource]
    case "gcpIamAuth": login.details = [block["serviceAccountKeyFilePath"]?.text ?? ""]
    default: break
    }
    return login
  }

  private func events(_ spec: YAMLNode?) -> Bool {
    (spec?["syncConfig"] ?? spec)?["instantUpdates"]?.text == "true"
  }

  private func refresh(_ spec: YAMLNode?) -> Int {
    let standard = events(spec) ? 3600 : 300
    if let config = spec?["syncConfig"] {
      guard let text = config["resyncInterval"]?.text, let number = Int(text.dropLast()) else {
        return standard
      }
      let unit = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800][String(text.suffix(1))] ?? 0
      let seconds = number * unit
      return seconds < 5 ? standard : seconds
    }
    let number = spec?["resyncInterval"]?.text.flatMap { Int($0) } ?? 0
    return number < 5 ? standard : number
  }

  private func target(
    _ node: YAMLNode, _ kind: String, _ own: String, _ secrets: [String: FakeSecret]
  ) throws -> Meaning.Target {
    let prefix = kind == "Secret" ? "secret" : "configMap"
    let namespace = node["\(prefix)Namespace"]?.text ?? ""
    let template = node["template"]
    let takesAll = template == nil || template?["includeAllSecrets"]?.text == "true"
    var data = takesAll ? secrets.mapValues(\.value) : [:]
    let engine = TinyTemplate(printsRecordsInBraces: true)
    for entry in template?["data"]?.entries ?? [] {
      data[entry.key.scalar?.text ?? ""] = try engine.render(entry.value.text ?? "", secrets)
    }
    let explicit = template?["metadata"]
    let metadata = explicit ?? self.node["metadata"]
    return Meaning.Target(
      kind: kind, namespace: namespace, name: node["\(prefix)Name"]?.text ?? "",
      type: kind == "Secret" ? node["secretType"]?.text ?? "Opaque" : nil,
      isOwned: node["creationPolicy"]?.text == "Owner" && namespace == own,
      labels: metadata?["labels"].map(\.pairs) ?? [:],
      annotations: metadata?["annotations"].map(\.pairs) ?? [:], data: data)
  }
}

extension YAMLNode {
  var text: String? { scalar?.text }

  var pairs: [String: String] {
    Dictionary(
      (entries ?? []).map { ($0.key.scalar?.text ?? "", $0.value.text ?? "") },
      uniquingKeysWith: { $1 })
  }
}
