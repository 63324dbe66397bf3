import Foundation
import TestSupport
import Testing
import YAMLSyntax

/// Interprets an InfisicalStaticSecret with what it refers to, as the operator of v1beta1 does
/// (specification 2.1 to 2.3).
struct NewMeaning {
  /// Every object of the result.
  let objects: [YAMLNode]

  func meaning(_ secret: YAMLNode) throws -> Meaning {
    let spec = secret["spec"]
    let metadata = secret["metadata"]
    let auth = try object("InfisicalAuth", spec?["infisicalAuthRef"])
    let connection = try object("InfisicalConnection", auth["spec"]?["infisicalConnectionRef"])
    let sources = spec?["sources"]?.items ?? []
    try #require(sources.count == 1)
    let source = sources[0]
    let folder = Meaning.Folder(
      projectId: source["projectId"]?.text, projectSlug: source["projectSlug"]?.text,
      environment: source["environmentSlug"]?.text ?? "", path: source["secretPath"]?.text ?? "",
      isRecursive: source["recursive"]?.text == "true")
    let certificate = connection["spec"]?["tls"]?["caCertificate"]
    return Meaning(
      name: metadata?["name"]?.text ?? "", namespace: metadata?["namespace"]?.text ?? "default",
      server: Meaning.Server(
        address: connection["spec"]?["address"]?.text,
        certificate: certificate.map { node in
          ["namespace", "name", "key"].map { node[$0]?.text ?? "" }
        }),
      login: try login(auth), folder: folder, refreshSeconds: try refresh(spec),
      hasEvents: spec?["syncOptions"]?["instantUpdates"]?.text == "true",
      targets: try (spec?["targets"]?.items ?? []).map {
        try target($0, secret, FakeServer.secrets(folder))
      })
  }

  private func object(_ kind: String, _ reference: YAMLNode?) throws -> YAMLNode {
    try #require(
      objects.first {
        $0["kind"]?.text == kind && $0["metadata"]?["name"]?.text == reference?["name"]?.text
          && ($0["metadata"]?["namespace"]?.text ?? "default") == reference?["namespace"]?.text
      }, "no \(kind) \(reference?["name"]?.text ?? "")")
  }

  /// The text under a key of a Secret of the result, or the reference itself.
  private func resolve(_ reference: YAMLNode?) -> String? {
    guard let reference else { return nil }
    let secret = objects.first {
      $0["kind"]?.text == "Secret" && $0["metadata"]?["name"]?.text == reference["name"]?.text
        && ($0["metadata"]?["namespace"]?.text ?? "default") == reference["namespace"]?.text
    }
    return secret?["stringData"]?[reference["key"]?.text ?? ""]?.text
  }

  private func path(_ reference: YAMLNode?) -> String {
    ["namespace", "name", "key"].map { reference?[$0]?.text ?? "" }.joined(separator: "/")
  }

  private func login(_ auth: YAMLNode) throws -> Meaning.Login {
    let spec = auth["spec"]
    let method = spec?["method"]?.text ?? ""
    let fields = [
      "universal": "universal", "kubernetes": "kubernetes", "aws-iam": "awsIam", "azure": "azure",
      "gcp-id-token": "gcpIdToken", "gcp-iam": "gcpIam", "ldap": "ldap",
    ]
    let block = try #require(fields[method].flatMap { spec?[$0] }, "settings of \(method)")
    var login = Meaning.Login(
      method: (fields[method] ?? "") + "Auth", identity: resolve(block["identityIdRef"]),
      details: [])
    switch method {
    case "universal": login.details = [path(block["clientIdRef"]), path(block["clientSecretRef"])]
    case "ldap": login.details = [path(block["usernameRef"]), path(block["passwordRef"])]
    case "kubernetes":
      let account = block["serviceAccountRef"]
      login.details = [account?["namespace"]?.text ?? "", account?["name"]?.text ?? ""]
      login.details += block["serviceAccountTokenAudiences"]?.items?.compactMap(\.text) ?? []
    case "azure": login.details = [block["resource"]?.text ?? "https://management.azure.com/"]
    case "gcp-iam": login.details = [block["serviceAccountKeyFilePath"]?.text ?? ""]
    default: break
    }
    return login
  }

  private func refresh(_ spec: YAMLNode?) throws -> Int {
    let text = try #require(spec?["syncOptions"]?["refreshInterval"]?.text)
    let number = try #require(Int(text.dropLast()))
    let unit = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800][String(text.suffix(1))]
    return number * (try #require(unit))
  }

  private func target(
    _ node: YAMLNode, _ secret: YAMLNode, _ secrets: [String: FakeSecret]
  ) throws -> Meaning.Target {
    let kind = node["kind"]?.text ?? ""
    let metadata = node["metadata"] ?? secret["metadata"]
    return Meaning.Target(
      kind: kind, namespace: node["namespace"]?.text ?? "", name: node["name"]?.text ?? "",
      type: kind == "Secret" ? node["secretType"]?.text ?? "Opaque" : nil,
      isOwned: node["creationPolicy"]?.text == "Owner",
      labels: metadata?["labels"].map(\.pairs) ?? [:],
      annotations: metadata?["annotations"].map(\.pairs) ?? [:],
      data: try data(node["template"]?["data"], secrets))
  }

  private func data(
    _ template: YAMLNode?, _ secrets: [String: FakeSecret]
  ) throws -> [String: [UInt8]] {
    guard let template else { return secrets.mapValues(\.value) }
    let engine = TinyTemplate(printsRecordsInBraces: false)
    if let entries = template.entries {
      var data: [String: [UInt8]] = [:]
      for entry in entries {
        data[entry.key.scalar?.text ?? ""] = try engine.render(entry.value.text ?? "", secrets)
      }
      return data
    }
    // The bulk form: the output is YAML, a mapping of strings.
    let output = try engine.render(template.text ?? "", secrets)
    let parsed = ParsedText(output)
    try #require(parsed.concise == "", "\(String(decoding: output, as: UTF8.self))")
    var data: [String: [UInt8]] = [:]
    for entry in parsed.root?.entries ?? [] {
      let key = entry.key.scalar?.text ?? ""
      #expect(data[key] == nil, "the key \(key) stands twice")
      #expect(entry.value.tag == "tag:yaml.org,2002:binary")
      data[key] = [UInt8](try #require(Data(base64Encoded: entry.value.text ?? "")))
    }
    return data
  }
}
